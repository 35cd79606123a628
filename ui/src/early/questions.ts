import { address, part } from './address'

type Search = Record<string, string | undefined>

const LINES = 50
const RUNS = 14

/** The question of the list of DAGs, by what stands in its address. */
export function dagsQuestion(search: Search): string {
  const tags = search.tag?.split(',') ?? []
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  return address('/ui/dags', {
    dag_display_name_pattern: search.q,
    tags,
    tags_match_mode: tags.length > 1 ? (search.match === 'any' ? 'any' : 'all') : undefined,
    order_by: search.order,
    paused: search.state === 'paused' ? true : search.state === 'active' ? false : undefined,
    is_favorite: search.state === 'favorite' ? true : undefined,
    has_pending_actions: search.state === 'questions' ? true : undefined,
    owners: search.owner ? [search.owner] : [],
    dag_run_state: search.any,
    last_dag_run_state: search.state === 'failed' || search.state === 'running' ? search.state : undefined,
    dag_runs_limit: RUNS,
    limit: LINES,
    offset: (page - 1) * LINES,
  })
}

export interface GridAsked {
  limit: number
  offset: number
  state: string | undefined
  run_type: string | undefined
  triggering_user: string | undefined
  run_after_gte: string | undefined
  run_after_lte: string | undefined
  root?: string | undefined
  include_upstream?: boolean | undefined
  include_downstream?: boolean | undefined
  depth?: number | undefined
}

/** What hangs together with one task, as it stands in the address; the words are Airflow's, so that links go on working. */
export const aroundAsked = (search: Search) =>
  search.root
    ? { root: search.root, include_upstream: search.include_upstream === 'true' || undefined, include_downstream: search.include_downstream === 'true' || undefined, depth: search.depth ? Number(search.depth) : undefined }
    : {}

/** How many runs a grid can show. */
export const gridSizes = ['5', '10', '25', '50', '100', '365']

/** As many runs as a window of this width can show without scrolling, about. */
const usualRuns = (): number => (globalThis.innerWidth < 700 ? 10 : globalThis.innerWidth < 1100 ? 25 : LINES)

/** What of the grid is asked for, by what stands in its address. */
export const gridAsked = (search: Search): GridAsked => ({
  limit: gridSizes.includes(search.limit ?? '') ? Number(search.limit) : usualRuns(),
  offset: Number(search.offset ?? 0) || 0,
  state: search.state,
  run_type: search.type,
  triggering_user: search.user,
  run_after_gte: search.after && `${search.after}:00Z`,
  run_after_lte: search.before && `${search.before}:00Z`,
  ...aroundAsked(search),
})

/** What of the graph is asked for; on the page of a run it is that run's. */
export const graphAsked = (search: Search, runId?: string) => ({
  run_id: runId ?? search.run,
  version_number: search.version,
  external_dependencies: search.deps === 'outside' || undefined,
  ...aroundAsked(search),
})

export const graphQuestion = (dagId: string, asked: ReturnType<typeof graphAsked>): string => address(`/ui/graph/${part(dagId)}`, asked)

export const gridQuestion = (dagId: string, asked: GridAsked): string => address(`/ui/grid/${part(dagId)}`, { ...asked, order_by: '-run_after' })

export const dagQuestion = (dagId: string): string => `/ui/dag/${part(dagId)}`

export const runQuestion = (dagId: string, runId: string): string => `/api/v2/dags/${part(dagId)}/dagRuns/${part(runId)}`

/** The question of one task instance, or of the only instance of an unmapped task. */
export const taskQuestion = (dagId: string, runId: string, taskId: string, mapIndex?: string): string => `${runQuestion(dagId, runId)}/taskInstances/${part(taskId)}${mapIndex === undefined ? '' : `/${part(mapIndex)}`}`

/** What a try has written: all of it, some lines, or what comes. */
export const logPath = (kind: 'log' | 'log_lines' | 'log_stream', task: { dag_id: string; dag_run_id: string; task_id: string }, attempt: number): string =>
  `/ui/${kind}/${part(task.dag_id)}/${part(task.dag_run_id)}/${part(task.task_id)}/${attempt}`

/** The try that is shown: the one of the address, if there is such a one, or the last. */
export function attemptShown(search: Search, last: number): number {
  const wanted = Number(search.try_number)
  return wanted >= 1 && wanted <= last ? wanted : last
}

/** A run, and what is known of it while it is on its way. */
export const runPageQuestion = (dagId: string, runId: string): string => `/ui/run/${part(dagId)}/${part(runId)}`

const SESSION = '/ui/session'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Stretches of time, in hours, that the first page looks back over. */
export const homeStretches = ['1', '12', '24', '168'] as const

export type HomeStretch = (typeof homeStretches)[number]

export const homeStretch = (search: Search): HomeStretch => homeStretches.find((one) => one === search.hours) ?? '24'

/** Since when the first page tells; to the minute, so that who asks a moment later asks the same. */
export const homeSince = (stretch: HomeStretch, now: number): string => new Date(Math.floor(now / MINUTE) * MINUTE - Number(stretch) * HOUR).toISOString()

export const homeQuestion = (since: string): string => address('/ui/home', { start_date: since })

/** What the page at this address asks first; its scripts are still on the way then. */
export function firstQuestions(path: string, search: Search): string[] {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent)
  const [place, id = '', kind, runId = ''] = parts
  if (place === undefined) return [SESSION, homeQuestion(homeSince(homeStretch(search), Date.now()))]
  if (place === 'workers') return [SESSION, '/ui/workers']
  if (place !== 'dags') return [SESSION]
  if (parts.length === 1) return [SESSION, dagsQuestion(search)]
  if (parts.length === 2) return [SESSION, dagQuestion(id), gridQuestion(id, gridAsked(search))]
  if (kind === 'graph' && parts.length === 3) return [SESSION, dagQuestion(id), graphQuestion(id, graphAsked(search))]
  if (kind === 'runs' && parts.length === 5 && parts[4] === 'graph') return [SESSION, runPageQuestion(id, runId), graphQuestion(id, graphAsked(search, runId))]
  const task = taskAt(path)
  if (task) return [SESSION, task.question]
  if (kind === 'runs' && parts.length === 4) return [SESSION, runPageQuestion(id, runId), ...tasksOfRun(id, runId, search)]
  if (kind === 'runs' && parts.length === 5) return [SESSION, runPageQuestion(id, runId)]
  return parts.length === 3 && kind !== 'compare' ? [SESSION, dagQuestion(id)] : [SESSION]
}

/** The first question of the list on the page of a run, as the list asks it; who filters waits for the list itself. */
function tasksOfRun(dagId: string, runId: string, search: Search): string[] {
  const { order = 'start_date', page = '1', ...others } = search
  if (Object.keys(others).length > 0 || !(Number(page) >= 1)) return []
  return [address(`${runQuestion(dagId, runId)}/taskInstances`, { order_by: order, limit: LINES, offset: (Number(page) - 1) * LINES })]
}

/** The task instance that an address is of, and whether it shows its log. */
function taskAt(path: string): { question: string; isLog: boolean } | null {
  const [place, dagId, kind, runId, tasks, taskId, ...rest] = path.split('/').filter(Boolean).map(decodeURIComponent)
  if (place !== 'dags' || kind !== 'runs' || tasks !== 'tasks' || !dagId || !runId || !taskId) return null
  // the page of a run that shows one group
  if (taskId === 'group' && rest.length === 1) return null
  const isMapped = rest[0] === 'mapped'
  if (isMapped && rest[1] === undefined) return null
  const [mapIndex, tab = 'logs'] = isMapped ? rest.slice(1) : [undefined, ...rest]
  return { question: taskQuestion(dagId, runId, taskId, mapIndex), isLog: tab === 'logs' }
}

/** What is asked when the first of these answers is there: which log a task's page shows stands in the task. */
export function nextQuestion(path: string, search: Search, question: string, answer: unknown): string | null {
  const at = taskAt(path)
  const task = answer as { dag_id: string; dag_run_id: string; task_id: string; map_index: number; try_number: number }
  if (!at?.isLog || at.question !== question || !(task.try_number > 0)) return null
  return address(logPath('log', task, attemptShown(search, task.try_number)), { map_index: task.map_index })
}
