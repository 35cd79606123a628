import { useEffect, useState } from 'react'
import { logPath } from '../early/questions'
import { address } from '../shared/api'
import type { LogLine, TaskInstance } from '../shared/types'

const TOGETHER = 50
const SELDOM = 500

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
    const source = new EventSource(address(path, { map_index: mapIndex, token }))
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
    source.addEventListener('lines', (event: MessageEvent<string>) => {
      const lines = JSON.parse(event.data) as LogLine[]
      if (!isCounted) waiting.push(...lines)
      come += lines.length
      timer ??= setTimeout(flush, isCounted ? SELDOM : TOGETHER)
    })
    source.addEventListener('end', () => source.close())
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [path, mapIndex, token, isCounted])

  return streamed
}
