import { part, send } from '../shared/api'

const path = (worker: string, action: string): string => `/api/v2/workers/${part(worker)}/${action}`

/** What a worker can be told while it runs. */
export const drain = (worker: string) => send('POST', path(worker, 'drain'))
export const resume = (worker: string) => send('POST', path(worker, 'resume'))
export const resize = (worker: string, slots: number) => send('POST', path(worker, 'resize'), { slots })
export const addQueue = (worker: string, queue: string) => send('POST', path(worker, 'queues'), { queue })
export const removeQueue = (worker: string, queue: string) => send('DELETE', path(worker, `queues/${queue.split('/').map(part).join('/')}`))
export const shutDown = (worker: string) => send('POST', path(worker, 'shutdown'))
export const revoke = (worker: string, id: string) => send('POST', path(worker, 'revoke'), { task_instance_id: id, terminate: true })
