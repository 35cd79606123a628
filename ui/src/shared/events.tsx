import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

const Live = createContext(true)

/** Whether the stream of changes is there. */
export const useLive = (): boolean => useContext(Live)

interface Change {
  dag_id?: string
  run_id?: string
}

/** A query's key begins with what it is about: these words are invalidated by events. */
const affected: Record<string, string[]> = {
  run: ['dags', 'dag', 'runs', 'run', 'grid', 'graph', 'gantt', 'calendar', 'home', 'assets'],
  task: ['tasks', 'task', 'grid', 'graph', 'gantt', 'why', 'log', 'workers', 'home', 'questions'],
  dag: ['dags', 'dag', 'runs', 'grid', 'graph', 'calendar', 'home'],
  worker: ['workers', 'home'],
  health: ['workers', 'home'],
}

const TOGETHER = 100
const RETRY = 3_000

/** Listens to the one stream of changes, and has what is on the screen read again when it has changed. Nothing asks by the clock. */
export function EventProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [isLive, setLive] = useState(true)

  useEffect(() => {
    const waiting = new Map<string, Set<string>>()
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined

    const flush = () => {
      timer = undefined
      const changes = new Map(waiting)
      waiting.clear()
      void client.invalidateQueries({
        predicate: ({ queryKey: [what, dagId] }) => {
          const dags = changes.get(String(what))
          return dags !== undefined && (typeof dagId !== 'string' || dags.has('') || dags.has(dagId))
        },
      })
    }

    const hear = (kind: string) => (event: MessageEvent<string>) => {
      const change = kind === 'worker' ? {} : (JSON.parse(event.data) as Change)
      for (const what of affected[kind] ?? []) {
        const dags = waiting.get(what) ?? new Set<string>()
        dags.add(change.dag_id ?? '')
        waiting.set(what, dags)
      }
      timer ??= setTimeout(flush, TOGETHER)
    }

    let wasLost = false
    const open = () => {
      const stream = new EventSource('/api/v2/events')
      source = stream
      for (const kind of Object.keys(affected)) {
        stream.addEventListener(kind, hear(kind) as EventListener)
      }
      stream.addEventListener('reset', () => void client.invalidateQueries())
      stream.onopen = () => {
        setLive(true)
        // who has had no event yet cannot say from where on he missed some
        if (wasLost) void client.invalidateQueries()
        wasLost = false
      }
      stream.onerror = () => {
        setLive(false)
        wasLost = true
        // the browser comes back by itself, unless it was answered with a refusal
        if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, RETRY)
      }
    }

    open()
    return () => {
      clearTimeout(timer)
      clearTimeout(again)
      source?.close()
    }
  }, [client])

  return <Live.Provider value={isLive}>{children}</Live.Provider>
}
