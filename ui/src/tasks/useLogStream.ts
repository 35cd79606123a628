import { useEffect, useState } from 'react'
import { logPath } from '../early/questions'
import { address } from '../shared/api'
import type { LogLine, TaskInstance } from '../shared/types'

const TOGETHER = 50
const SELDOM = 500
const RETRY = 3_000

interface Streamed {
  /** Empty where only their number is wanted. */
  lines: LogLine[]
  count: number
}

const none: Streamed = { lines: [], count: 0 }

/** What a try writes from the token on, as it writes it; of a long log only how many lines there were, as they are read when they are to be seen. */
export function useLogStream(task: TaskInstance, attempt: number, token: string | null, isCounted = false): Streamed {
  const [streamed, setStreamed] = useState(none)
  const path = logPath('log_stream', task, attempt)
  const { map_index: mapIndex } = task

  useEffect(() => {
    setStreamed(none)
    if (token === null) return
    let source: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let last = token
    let waiting: LogLine[] = []
    let come = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const [lines, count] = [waiting, come]
      waiting = []
      come = 0
      setStreamed((before) => ({ lines: isCounted ? before.lines : [...before.lines, ...lines], count: before.count + count }))
    }
    const hear = (event: MessageEvent<string>) => {
      const lines = JSON.parse(event.data) as LogLine[]
      last = event.lastEventId || last
      if (!isCounted) waiting.push(...lines)
      come += lines.length
      timer ??= setTimeout(flush, isCounted ? SELDOM : TOGETHER)
    }
    const open = () => {
      const stream = new EventSource(address(path, { map_index: mapIndex, token: last }))
      source = stream
      stream.addEventListener('lines', hear)
      stream.addEventListener('end', () => stream.close())
      // the browser comes back by itself, unless it was answered with a refusal: a server that starts anew gives some
      stream.onerror = () => {
        if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, RETRY)
      }
    }
    open()
    return () => {
      clearTimeout(timer)
      clearTimeout(again)
      source?.close()
    }
  }, [path, mapIndex, token, isCounted])

  return streamed
}
