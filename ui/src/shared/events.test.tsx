import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EventProvider } from './events'

let send: (kind: string, data: object) => void

class Source {
  static readonly CLOSED = 2
  readyState = 1
  listeners = new Map<string, (event: { data: string }) => void>()
  constructor() {
    send = (kind, data) => this.listeners.get(kind)?.({ data: JSON.stringify(data) })
  }
  addEventListener(kind: string, listener: (event: { data: string }) => void) {
    this.listeners.set(kind, listener)
  }
  close() {}
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Source)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const answer = (time: number, takes: number) => new Promise<number>((resolve) => setTimeout(() => resolve(time), takes))

/** Shows which answer it has; each takes so many milliseconds. */
function Asked({ takes, asked }: { takes: number; asked: { times: number } }) {
  const found = useQuery({ queryKey: ['dags'], queryFn: () => answer(++asked.times, takes) })
  return <p>{found.data}</p>
}

const shown = (takes: number) => {
  const asked = { times: 0 }
  const { container } = render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })}>
      <EventProvider>
        <Asked takes={takes} asked={asked} />
      </EventProvider>
    </QueryClientProvider>,
  )
  return { asked, text: () => container.textContent }
}
const pass = (time: number) => act(() => vi.advanceTimersByTimeAsync(time))

it('shows what has changed while more changes than answers come', async () => {
  const { asked, text } = shown(250)
  await pass(300)
  expect(text()).toBe('1')
  for (let round = 0; round < 20; round++) {
    send('run', { dag_id: 'd', run_id: 'r' })
    await pass(50)
  }
  expect(Number(text())).toBeGreaterThan(1)
  expect(asked.times).toBeLessThan(6)
})

it('reads what changed last once more when the changes are over', async () => {
  const { asked, text } = shown(250)
  await pass(300)
  send('run', { dag_id: 'd', run_id: 'r' })
  await pass(200)
  send('run', { dag_id: 'd', run_id: 'r' })
  await pass(2_000)
  expect(asked.times).toBe(3)
  expect(text()).toBe('3')
})

it('waits for no answer that never comes', async () => {
  const { asked } = shown(60_000)
  await pass(60_100)
  send('run', { dag_id: 'd', run_id: 'r' })
  await pass(200)
  send('run', { dag_id: 'd', run_id: 'r' })
  await pass(2_500)
  expect(asked.times).toBe(3)
})

it('hears what was told before the scripts of the page were there', async () => {
  const source = new Source() as unknown as EventSource
  Object.assign(globalThis, { earlyStream: { source, heard: [['run', { data: '{"dag_id": "d", "run_id": "r"}' }]], stop: () => undefined } })
  const { asked } = shown(10)
  await pass(500)
  expect(asked.times).toBe(2)
  send('run', { dag_id: 'd', run_id: 'r' })
  await pass(500)
  expect(asked.times).toBe(3)
})

it('opens a stream of its own where the early one was refused', async () => {
  const source = Object.assign(new Source(), { readyState: 2 }) as unknown as EventSource
  const early = send
  Object.assign(globalThis, { earlyStream: { source, heard: [], stop: () => undefined } })
  shown(10)
  await pass(100)
  expect(send).not.toBe(early)
})
