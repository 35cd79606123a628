import type { Made } from '../assets/MadeAssets'
import type { LogLine } from '../shared/types'

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
  /** null: one may not know of assets. */
  asset_events: Made | null
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

/** How many of these moments are in each of so many equal parts of the time from `since` to now. */
export function partsOf(times: (string | null)[], since: number, now: number, parts: number): number[] {
  const counts = new Array<number>(parts).fill(0)
  for (const time of times) {
    const at = time === null ? -1 : Math.floor((parts * (Date.parse(time) - since)) / Math.max(1, now - since))
    if (at >= 0) counts[Math.min(parts - 1, at)]! += 1
  }
  return counts
}

/** The last lines of a log, with what an error carries as a line of its own. */
export function tailOf(lines: LogLine[], number: number): { text: string; level: string }[] {
  return lines
    .filter((line) => !line.event.startsWith('::group::') && !line.event.startsWith('::endgroup::'))
    .flatMap((line) => {
      const level = (line.level ?? '').toLowerCase()
      const errors = [line.error_detail ?? line.exception].flat().filter(Boolean) as { exc_type?: string; exc_value?: string }[]
      return [{ text: line.event, level }, ...errors.map((one) => ({ text: [one.exc_type, one.exc_value].filter(Boolean).join(': '), level: 'error' }))]
    })
    .slice(-number)
}
