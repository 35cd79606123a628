import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { openStream, takeEarlyStream } from '../early/stream'

const Live = createContext(true)

/** Whether the stream of changes is there. */
export const useLive = (): boolean => useContext(Live)

export type RunListener = (dagId: string, runIds: ReadonlySet<string>) => void

/** Who mends what it shows by itself when runs change; its queries are marked as old, and read anew by it or when they are shown again. */
const runListeners = new Set<RunListener>()

/** Called with the runs of a DAG that have changed, those of a tenth of a second together; no run means that anything may have. */
export function useRunChanges(listener: RunListener): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    const hear: RunListener = (dagId, runIds) => latest.current(dagId, runIds)
    runListeners.add(hear)
    return () => void runListeners.delete(hear)
  }, [])
}

interface Change {
  dag_id?: string
  run_id?: string
  state?: string | null
}

/** A query's key begins with what it is about: these words are invalidated by events. A log has a stream of its own, and another key when its task has another state. */
const affected: Record<string, string[]> = {
  run: ['dags', 'dag', 'runs', 'run', 'grid', 'graph', 'gantt', 'calendar', 'home', 'assets'],
  task: ['tasks', 'task', 'grid', 'graph', 'gantt', 'why', 'workers', 'home', 'questions'],
  dag: ['dags', 'dag', 'runs', 'grid', 'graph', 'calendar', 'home'],
  worker: ['workers', 'home'],
  health: ['workers', 'home'],
}

/** What counts those who wait for an answer, when a task begins to. */
const asked = ['dag', 'run']

/** What the grid shows is mended run by run, not read anew. */
const MENDED = 'grid'

const TOGETHER = 100

/** An answer that takes longer keeps no other page part from being read again. */
const LONGEST = 2_000

const RETRY = 3_000

/** Listens to the one stream of changes, and has what is on the screen read again when it has changed. Nothing asks by the clock. */
export function EventProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [isLive, setLive] = useState(true)

  useEffect(() => {
    const waiting = new Map<string, Set<string>>()
    const runs = new Map<string, Set<string>>()
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let isReading = false
    let hasEnded = false

    // while what has changed is read, further changes wait: asking anew at each would give up every answer that is slower than the changes come
    const flush = () => {
      isReading = true
      void Promise.race([readAgain(), new Promise((resolve) => setTimeout(resolve, LONGEST))]).then(() => {
        isReading = false
        timer = undefined
        if (waiting.size > 0 && !hasEnded) timer = setTimeout(flush, TOGETHER)
      })
    }

    const readAgain = () => {
      const changes = new Map(waiting)
      const changedRuns = new Map(runs)
      waiting.clear()
      runs.clear()
      const touched = ({ queryKey: [what, dagId] }: { queryKey: readonly unknown[] }) => {
        const dags = changes.get(String(what))
        return dags !== undefined && (typeof dagId !== 'string' || dags.has('') || dags.has(dagId))
      }
      const read = client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== MENDED && touched(query) })
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] === MENDED && touched(query), refetchType: 'none' })
      changedRuns.forEach((runIds, dagId) => runListeners.forEach((listener) => listener(dagId, runIds.has('') ? new Set() : runIds)))
      return read
    }

    const hear = (kind: string) => (event: MessageEvent<string>) => {
      const change = kind === 'worker' ? {} : (JSON.parse(event.data) as Change)
      const isAsking = kind === 'task' && change.state === 'awaiting_input'
      for (const what of [...(affected[kind] ?? []), ...(isAsking ? asked : [])]) {
        const dags = waiting.get(what) ?? new Set<string>()
        dags.add(change.dag_id ?? '')
        waiting.set(what, dags)
      }
      if (change.dag_id !== undefined) {
        const known = runs.get(change.dag_id) ?? new Set<string>()
        known.add(change.run_id ?? '')
        runs.set(change.dag_id, known)
      }
      if (!isReading) timer ??= setTimeout(flush, TOGETHER)
    }

    let wasLost = false
    const open = () => {
      const early = takeEarlyStream()
      const stream = early?.source ?? openStream()
      source = stream
      for (const kind of Object.keys(affected)) {
        stream.addEventListener(kind, hear(kind) as EventListener)
      }
      stream.addEventListener('reset', () => void client.invalidateQueries())
      early?.heard.forEach(([kind, event]) => (kind === 'reset' ? void client.invalidateQueries() : hear(kind)(event)))
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
      hasEnded = true
      clearTimeout(timer)
      clearTimeout(again)
      source?.close()
    }
  }, [client])

  return <Live.Provider value={isLive}>{children}</Live.Provider>
}
