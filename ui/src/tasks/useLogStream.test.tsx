import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TaskInstance } from '../shared/types'
import { useLogStream } from './useLogStream'

const opened: Source[] = []

class Source {
  static readonly CLOSED = 2
  readyState = 1
  onerror: (() => void) | null = null
  listeners = new Map<string, (event: object) => void>()
  constructor(readonly url: string) {
    opened.push(this)
  }
  addEventListener(kind: string, listener: (event: object) => void) {
    this.listeners.set(kind, listener)
  }
  close() {
    this.readyState = Source.CLOSED
  }
  tell(id: string, text: string) {
    this.listeners.get('lines')?.({ lastEventId: id, data: JSON.stringify([{ event: text }]) })
  }
}

const task = { dag_id: 'd', dag_run_id: 'r', task_id: 't', map_index: -1 } as TaskInstance

beforeEach(() => {
  opened.length = 0
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Source)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (time: number) => act(() => vi.advanceTimersByTimeAsync(time))
const refuse = (source: Source) => {
  source.close()
  source.onerror?.()
}

it('goes on after what it has, when the server refused for a while', async () => {
  const { result } = renderHook(() => useLogStream(task, 1, 'begin'))
  opened[0]!.tell('after-one', 'one')
  await pass(100)
  refuse(opened[0]!)
  await pass(4_000)
  expect(opened.map((one) => new URL(one.url, 'http://x').searchParams.get('token'))).toEqual(['begin', 'after-one'])
  opened[1]!.tell('after-two', 'two')
  await pass(100)
  expect(result.current.lines.map((line) => line.event)).toEqual(['one', 'two'])
})

it('is over when the log has ended', async () => {
  renderHook(() => useLogStream(task, 1, 'begin'))
  opened[0]!.listeners.get('end')?.({})
  await pass(10_000)
  expect(opened).toHaveLength(1)
})

it('asks no more when nobody looks', async () => {
  const { unmount } = renderHook(() => useLogStream(task, 1, 'begin'))
  refuse(opened[0]!)
  unmount()
  await pass(10_000)
  expect(opened).toHaveLength(1)
})
