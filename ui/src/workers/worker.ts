export type WorkerState = 'serving' | 'draining' | 'drained' | 'silent' | 'ended'

export interface Worker {
  id: string
  name: string
  hostname: string
  pid: number
  state: WorkerState
  queues: string[]
  capacity: number
  active: number
  /** Of its host, 0 to 100 over all processors. */
  cpu_percent: number | null
  /** Bytes, of its host. */
  memory_used: number | null
  memory_total: number | null
  version: string
  started_at: string
  latest_heartbeat: string
  ended_at: string | null
  is_alive: boolean
}

export interface Running {
  id: string
  dag_id: string
  dag_run_id: string
  task_id: string
  map_index: number
  try_number: number
  hostname: string | null
  queue: string
  pid: number | null
  start_date: string | null
}

export interface Workers {
  executor: string
  has_workers: boolean
  /** Whether they can be told what to do. */
  can_steer: boolean
  workers: Worker[]
  queues: { queue: string; waiting: number; workers: number; problem: string | null }[]
  running_tasks: Running[]
  running_total: number
}

/** What a worker tells every two seconds. */
export interface Load {
  id: string
  cpu_percent: number | null
  memory_used: number | null
  memory_total: number | null
}

/** The workers with what their hosts do now. */
export function withLoads(workers: Workers, loads: Load[]): Workers {
  const known = new Map(loads.map((load) => [load.id, load]))
  return { ...workers, workers: workers.workers.map((worker) => ({ ...worker, ...known.get(worker.id) })) }
}

const GIBI = 1024 ** 3

/** "1.5 of 7.8 GiB". */
export const gibi = (bytes: number): string => (bytes / GIBI).toFixed(1)

/** The worker that a task runs on: the one of its host; where there are several, the one that serves its queue. */
export function workerOf(task: Running, workers: Worker[]): Worker | undefined {
  const there = workers.filter((worker) => worker.is_alive && worker.hostname === task.hostname)
  return there.find((worker) => worker.queues.includes(task.queue)) ?? there[0]
}
