import { useEffect, useState } from 'react'
import { address, part } from '../shared/api'
import type { LogLine, TaskInstance } from '../shared/types'

const TOGETHER = 50

/** What a try writes from the token on, as it writes it. */
export function useLogStream(task: TaskInstance, attempt: number, token: string | null): LogLine[] {
  const [lines, setLines] = useState<LogLine[]>([])
  const { dag_id: dagId, dag_run_id: runId, task_id: taskId, map_index: mapIndex } = task

  useEffect(() => {
    setLines([])
    if (token === null) return
    const source = new EventSource(address(`/ui/log_stream/${part(dagId)}/${part(runId)}/${part(taskId)}/${attempt}`, { map_index: mapIndex, token }))
    let waiting: LogLine[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const come = waiting
      waiting = []
      setLines((before) => [...before, ...come])
    }
    source.addEventListener('lines', (event: MessageEvent<string>) => {
      waiting.push(...(JSON.parse(event.data) as LogLine[]))
      timer ??= setTimeout(flush, TOGETHER)
    })
    source.addEventListener('end', () => source.close())
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [dagId, runId, taskId, mapIndex, attempt, token])

  return lines
}
