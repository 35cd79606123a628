import { describe, expect, it } from 'vitest'
import { gibi, withLoads, workerOf, type Running, type Worker, type Workers } from './worker'

const worker = (id: string, hostname: string, queues: string[], is_alive = true) => ({ id, name: `celery@${id}`, hostname, queues, is_alive, cpu_percent: null, memory_used: null, memory_total: null }) as Worker
const task = (hostname: string, queue: string) => ({ hostname, queue }) as Running

describe('workers', () => {
  it('have the load that was told last, and keep what nothing was told of', () => {
    const before = { workers: [worker('a', 'h', []), worker('b', 'h', [])] } as unknown as Workers
    const after = withLoads(before, [{ id: 'b', cpu_percent: 12.5, memory_used: 1, memory_total: 2 }])
    expect(after.workers.map((one) => one.cpu_percent)).toEqual([null, 12.5])
    expect(after.workers[1]?.name).toBe('celery@b')
  })

  it('run the tasks of their host and queue', () => {
    const all = [worker('gone', 'h', ['q'], false), worker('a', 'h', ['default']), worker('b', 'h', ['q']), worker('c', 'other', ['q'])]
    expect(workerOf(task('h', 'q'), all)?.id).toBe('b')
    expect(workerOf(task('h', 'left'), all)?.id).toBe('a')
    expect(workerOf(task('nowhere', 'q'), all)).toBeUndefined()
  })

  it('have memory as people say it', () => expect(gibi(1.5 * 1024 ** 3)).toBe('1.5'))
})
