import { part, send } from '../shared/api'
import type { Outcome } from '../shared/each'
import type { TaskInstance, TaskState } from '../shared/types'
import { t } from '../shared/words'

/** What names a run. */
export interface RunKey {
  dag_id: string
  dag_run_id: string
}

/** What names a task instance; without an index, all instances of a mapped task are meant. */
export interface TaskKey extends RunKey {
  task_id: string
  map_index?: number | undefined
}

/** An instance that is touched, as it is now, and the state that it gets; without one it is decided anew. */
export interface Touched extends TaskKey {
  id: string
  state: TaskState | null
  new_state?: TaskState | null
}

interface BulkAnswer {
  update?: { success: string[]; errors: { error: string }[] }
  delete?: { success: string[]; errors: { error: string }[] }
}

const ALL_RUNS = '/api/v2/dags/~/dagRuns'

async function bulk(path: string, action: 'update' | 'delete', entities: object[]): Promise<Outcome> {
  const answer = (await send<BulkAnswer>('PATCH', path, { actions: [{ action, entities, ...(action === 'delete' ? { action_on_non_existence: 'skip' } : {}) }] }))[action]
  return { done: answer?.success.length ?? 0, refused: answer?.errors.map((one) => one.error) ?? [] }
}

const runOf = ({ dag_id, dag_run_id }: RunKey) => ({ dag_id, dag_run_id })

const taskOf = ({ dag_id, dag_run_id, task_id, map_index }: TaskKey) => ({ dag_id, dag_run_id, task_id, ...(map_index === undefined ? {} : { map_index }) })

export const markRuns = (runs: RunKey[], state: 'success' | 'failed'): Promise<Outcome> => bulk(ALL_RUNS, 'update', runs.map((run) => ({ ...runOf(run), state })))

export const deleteRuns = (runs: RunKey[]): Promise<Outcome> => bulk(ALL_RUNS, 'delete', runs.map(runOf))

export const markTasks = (tasks: TaskKey[], state: TaskState): Promise<Outcome> =>
  bulk(`${ALL_RUNS}/~/taskInstances`, 'update', tasks.map((task) => ({ ...taskOf(task), new_state: state })))

export const deleteTasks = (tasks: TaskKey[]): Promise<Outcome> => bulk(`${ALL_RUNS}/~/taskInstances`, 'delete', tasks.map(taskOf))

/** Tells which instances of the runs would run again, or has them. */
export async function clearRuns(runs: RunKey[], onlyFailed: boolean, dryRun: boolean, isOfNewest = false): Promise<Touched[]> {
  const body = { dag_runs: runs.map(runOf), only_failed: onlyFailed, dry_run: dryRun, ...(isOfNewest ? { run_on_latest_version: true } : {}) }
  const answer = await send<{ task_instances?: TaskInstance[] }>('POST', '/api/v2/dags/~/clearDagRuns', body)
  return answer.task_instances ?? []
}

/** Tasks by their runs: those of one run are cleared together, so that what follows several of them runs once. */
export function byRun<T extends TaskKey>(tasks: T[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const task of tasks) {
    const key = JSON.stringify([task.dag_id, task.dag_run_id])
    groups.set(key, [...(groups.get(key) ?? []), task])
  }
  return [...groups.values()]
}

/** Tells which instances would run again with these, or has them. */
export const clearTasks = (tasks: TaskKey[], downstream: boolean, dryRun: boolean): Promise<Touched[]> => clear(tasks, { include_downstream: downstream, dry_run: dryRun })

/** Tells which tasks the newest version of the DAG has and the run has not, or has them queued. */
export async function newTasks(dagId: string, runId: string, dryRun: boolean, more: object): Promise<Touched[]> {
  const answer = await send<{ task_instances?: { task_id: string }[] }>('POST', `/api/v2/dags/${part(dagId)}/dagRuns/${part(runId)}/clear`, { only_new: true, dry_run: dryRun, ...(dryRun ? {} : more) })
  return (answer.task_instances ?? []).map(({ task_id }) => ({ id: task_id, dag_id: dagId, dag_run_id: runId, task_id, state: null }))
}

export type TouchedOrder = 'run' | 'task' | 'state'

/** What is touched in another order; a minus before the word turns it round, and nothing keeps what came. */
export function ordered(touched: Touched[], order: string): Touched[] {
  const by = order.replace(/^-/, '') as TouchedOrder | ''
  if (by === '') return touched
  const text = (task: Touched): string => ({ run: `${task.dag_id} ${task.dag_run_id}`, task: task.task_id, state: task.state ?? '' })[by]
  const turn = order.startsWith('-') ? -1 : 1
  return touched.toSorted((left, right) => turn * (text(left).localeCompare(text(right)) || (left.map_index ?? -1) - (right.map_index ?? -1)))
}

/** Has these run again and nothing else. */
export const clearExactly = (tasks: TaskKey[], more: object): Promise<Touched[]> => clear(tasks, { ...more, include_downstream: false, dry_run: false })

async function clear(tasks: TaskKey[], more: object): Promise<Touched[]> {
  const touched: Touched[] = []
  for (const group of byRun(tasks)) {
    const [first] = group
    if (!first) continue
    const answer = await send<{ task_instances: TaskInstance[] }>('POST', `/api/v2/dags/${part(first.dag_id)}/clearTaskInstances`, {
      dag_run_id: first.dag_run_id,
      task_ids: group.map((task) => (task.map_index === undefined || task.map_index < 0 ? task.task_id : [task.task_id, task.map_index])),
      only_failed: false,
      reset_dag_runs: true,
      ...more,
    })
    touched.push(...answer.task_instances)
  }
  return touched
}

const settable: (TaskState | null)[] = ['success', 'failed', 'skipped']

/** The way back from a mark: states can be given again only if somebody can give them, and if nothing else was set in motion. */
export function unmark(touched: Touched[]): (() => Promise<unknown>) | undefined {
  if (touched.length === 0 || touched.some((task) => !task.new_state || !settable.includes(task.state))) return undefined
  return async () => {
    for (const state of new Set(touched.map((task) => task.state))) {
      const { refused } = await markTasks(
        touched.filter((task) => task.state === state),
        state as TaskState,
      )
      if (refused[0]) throw new Error(refused[0])
    }
  }
}

/** What is said of many changes once they are made. */
export const said = ({ done, refused }: Outcome): string => (refused.length === 0 ? t('Done: {{number}}', { number: done }) : t('Done: {{number}}; refused: {{refused}}', { number: done, refused: refused.length }))
