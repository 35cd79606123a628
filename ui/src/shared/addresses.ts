import { address, part, type Query } from './api'

/** Where the pages of DAGs are. */
export const dagAddress = (dagId: string, tab = ''): string => `/dags/${part(dagId)}${tab && `/${tab}`}`

export const runAddress = (dagId: string, runId: string): string => `/dags/${part(dagId)}/runs/${part(runId)}`

export const taskAddress = (dagId: string, taskId: string): string => `/dags/${part(dagId)}/tasks/${part(taskId)}`

/** One instance of a task. */
export const instanceAddress = (task: { dag_id: string; dag_run_id: string; task_id: string; map_index: number }): string =>
  `${runAddress(task.dag_id, task.dag_run_id)}/tasks/${part(task.task_id)}${task.map_index < 0 ? '' : `/mapped/${task.map_index}`}`

export const dagsAddress = (query: Query): string => address('/dags', query)
