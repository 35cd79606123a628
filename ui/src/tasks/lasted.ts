import type { TaskInstance } from '../shared/types'

/** How long an instance waited for a slot and ran, in seconds; what has not ended counts until now. */
export function lasted(task: Pick<TaskInstance, 'queued_when' | 'start_date' | 'end_date' | 'duration'>, now: number): { waited: number; ran: number } {
  const start = task.start_date ? Date.parse(task.start_date) : now
  const waited = task.queued_when ? Math.max(0, (start - Date.parse(task.queued_when)) / 1000) : 0
  const ran = task.start_date ? (task.duration ?? Math.max(0, ((task.end_date ? Date.parse(task.end_date) : now) - start) / 1000)) : 0
  return { waited, ran }
}
