export type TaskState =
  | 'removed' | 'scheduled' | 'queued' | 'running' | 'success' | 'restarting' | 'failed' | 'up_for_retry' | 'up_for_reschedule'
  | 'upstream_failed' | 'skipped' | 'deferred' | 'awaiting_input'

export type RunState = 'queued' | 'running' | 'success' | 'failed'

export type State = TaskState | RunState | null

export interface Tag {
  name: string
}

export interface RunBrief {
  id: number
  dag_id: string
  run_id: string
  logical_date: string | null
  run_after: string
  start_date: string | null
  end_date: string | null
  state: RunState
  duration: number | null
}

export interface Dag {
  dag_id: string
  dag_display_name: string
  is_paused: boolean
  is_stale: boolean
  description: string | null
  timetable_summary: string | null
  timetable_description: string | null
  tags: Tag[]
  owners: string[]
  has_import_errors: boolean
  next_dagrun_run_after: string | null
  fileloc: string
}

export interface DagWithRuns extends Dag {
  is_favorite: boolean
  /** How many of its tasks wait for the answer of a person. */
  open_questions: number
  latest_dag_runs: RunBrief[]
}

export interface DagDetails extends Dag {
  doc_md: string | null
  params: Record<string, Param> | null
  max_active_runs: number | null
  max_active_tasks: number
  catchup: boolean
  timezone: string | null
  start_date: string | null
  end_date: string | null
  latest_dag_version: { id: string; version_number: number; created_at: string; bundle_url: string | null } | null
  is_favorite: boolean
  is_backfillable: boolean
  file_token: string
  max_consecutive_failed_dag_runs: number | null
  /** As ISO 8601 writes it. */
  dag_run_timeout: string | null
  last_expired: string | null
  bundle_name: string | null
  bundle_version: string | null
  last_parsed_time: string | null
  default_args: Record<string, unknown> | null
  active_runs_count: number
  last_parse_duration: number | null
  has_task_concurrency_limits: boolean
  owner_links: Record<string, string> | null
  warnings: { type: string; message: string; timestamp: string }[]
  /** The one that is on its way; its runs by their states. */
  backfill: { id: number; from_date: string; to_date: string; is_paused: boolean; runs: Partial<Record<RunState, number>> } | null
  /** What is cleared runs with its newest version, unless one says otherwise. */
  reruns_latest_version: boolean
  /** Since when its last runs end before it is paused; null: it is not drained. */
  draining_since: string | null
  draining_by: string | null
  /** How many of its tasks wait for the answer of a person. */
  open_questions: number
}

export interface Param {
  value: unknown
  description: string | null
  schema: {
    type?: string | string[]
    enum?: unknown[]
    title?: string
    minimum?: number
    maximum?: number
    minLength?: number
    maxLength?: number
    pattern?: string
    format?: string
    examples?: unknown[]
    items?: { type?: string }
    const?: unknown
    /** Its section in the form. */
    section?: string
    /** How values are called. */
    values_display?: Record<string, string>
    description_md?: string
  }
}

export interface DagRun {
  dag_run_id: string
  dag_id: string
  logical_date: string | null
  queued_at: string | null
  start_date: string | null
  end_date: string | null
  run_after: string
  run_type: string
  state: RunState
  triggered_by: string | null
  triggering_user_name: string | null
  conf: Record<string, unknown> | null
  note: string | null
  duration: number | null
  data_interval_start: string | null
  data_interval_end: string | null
  partition_key: string | null
  bundle_version: string | null
  last_scheduling_decision: string | null
  dag_versions: { version_number: number }[]
}

export interface TaskInstance {
  id: string
  task_id: string
  dag_id: string
  dag_run_id: string
  map_index: number
  logical_date: string | null
  run_after: string
  start_date: string | null
  end_date: string | null
  duration: number | null
  state: TaskState | null
  try_number: number
  max_tries: number
  task_display_name: string
  hostname: string | null
  pool: string
  pool_slots: number
  queue: string | null
  operator_name: string | null
  queued_when: string | null
  scheduled_when: string | null
  pid: number | null
  note: string | null
  rendered_map_index: string | null
  rendered_fields: Record<string, unknown>
  unixname: string | null
  executor: string | null
  priority_weight: number | null
  dag_version: { version_number: number; bundle_name?: string | null; bundle_version?: string | null } | null
  executor_config: string
  trigger: { id: number; classpath: string; kwargs: string; created_date: string; queue: string | null; triggerer_id: number | null } | null
  triggerer_job: { id: number; hostname: string | null; latest_heartbeat: string | null } | null
}

export interface GridNode {
  id: string
  label: string
  children?: GridNode[] | null
  is_mapped: boolean | null
  setup_teardown_type?: 'setup' | 'teardown' | null
}

export interface GridRun {
  dag_id: string
  run_id: string
  queued_at: string | null
  start_date: string | null
  end_date: string | null
  run_after: string
  state: RunState | null
  run_type: string
  has_note: boolean
  duration: number | null
  version_number?: number | null
}

export interface GridSummary {
  run_id: string
  dag_id: string
  task_instances: {
    task_id: string
    state: TaskState | null
    child_states: Record<string, number> | null
    min_start_date: string | null
    max_end_date: string | null
  }[]
}

export interface LogLine {
  timestamp?: string | null
  event: string
  level?: string
  logger?: string
  [field: string]: unknown
}

export interface Health {
  metadatabase: { status: string | null }
  scheduler: { status: string | null; latest_scheduler_heartbeat: string | null }
  triggerer: { status: string | null; latest_triggerer_heartbeat: string | null }
  dag_processor: { status: string | null; latest_dag_processor_heartbeat: string | null }
  workers?: { status: string; alive: number; queues: string[]; unserved: { queue: string; tasks: number; reason: string }[] }
}

export interface ImportError {
  import_error_id: number
  filename: string
  bundle_name: string | null
  stack_trace: string
  timestamp: string
}

export interface GraphNode {
  id: string
  label: string
  type: string
  children: GraphNode[] | null
  is_mapped: boolean | null
  setup_teardown_type: 'setup' | 'teardown' | null
  operator: string | null
  /** How assets of the schedule are joined. */
  asset_condition_type?: 'and-gate' | 'or-gate' | null
  /** The other DAG that a node around the DAG stands for. */
  dag_id?: string | null
  asset_id?: number | null
}

export interface GraphEdge {
  source_id: string
  target_id: string
  is_setup_teardown: boolean | null
  label: string | null
}

export interface Graph {
  nodes: GraphNode[]
  edges: GraphEdge[]
  run_id: string | null
  task_instances: GridSummary['task_instances']
}

/** The cells of the grid by run: places in the lists of tasks and states, seconds, and how many are in which state where there are several. */
export interface GridCells {
  tasks: string[]
  states: string[]
  runs: Record<string, [task: number, state: number, seconds?: number | null, children?: Record<string, number>][]>
}

export interface Grid {
  structure: GridNode[]
  runs: GridRun[]
  total_entries: number
  cells: GridCells
  /** By run, the tasks that carry a note. */
  noted?: Record<string, string[]>
}
