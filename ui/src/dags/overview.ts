/** A run as the overview has it. */
export interface OverviewRun {
  dag_run_id: string
  state: string
  run_type: string
  run_after: string
  queued_at: string | null
  start_date: string | null
  end_date: string | null
}

export interface Failure {
  id: string
  dag_id: string
  dag_run_id: string
  task_id: string
  map_index: number
  try_number: number
  end_date: string
}

export interface Overview {
  runs: OverviewRun[]
  failed_runs: number
  failed_tasks: number
  failures: Failure[]
}

/** How long a run waited and ran, in seconds; what has not ended counts until now. */
export function spans(run: OverviewRun, now: number): { waited: number; ran: number } {
  const start = run.start_date ? Date.parse(run.start_date) : null
  const waited = run.queued_at ? Math.max(0, ((start ?? now) - Date.parse(run.queued_at)) / 1000) : 0
  const ran = start === null ? 0 : Math.max(0, ((run.end_date ? Date.parse(run.end_date) : now) - start) / 1000)
  return { waited, ran }
}

/** How often each task failed, the most often first. */
export function byTask(failures: Failure[]): { task_id: string; count: number; last: Failure }[] {
  const counts = new Map<string, { task_id: string; count: number; last: Failure }>()
  for (const failure of failures) {
    const known = counts.get(failure.task_id)
    if (known) known.count += 1
    else counts.set(failure.task_id, { task_id: failure.task_id, count: 1, last: failure })
  }
  return [...counts.values()].toSorted((left, right) => right.count - left.count)
}
