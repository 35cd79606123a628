import { address, part, type Query } from './api'

/** Where the pages of DAGs are. */
export const dagAddress = (dagId: string, tab = ''): string => `/dags/${part(dagId)}${tab && `/${tab}`}`

export const runAddress = (dagId: string, runId: string): string => `/dags/${part(dagId)}/runs/${part(runId)}`

export const taskAddress = (dagId: string, taskId: string): string => `/dags/${part(dagId)}/tasks/${part(taskId)}`

export const dagsAddress = (query: Query): string => address('/dags', query)
