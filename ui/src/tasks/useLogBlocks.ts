import { useEffect, useRef, useState } from 'react'
import { logPath } from '../early/questions'
import { get } from '../shared/api'
import type { LogLine, TaskInstance } from '../shared/types'

/** Lines of a block, which is what is asked for at once. */
export const BLOCK = 200

/** So many blocks are kept. */
const KEPT = 20

/** Who drags the bar passes by what he does not want to see. */
const REST = 60

interface Blocks {
  /** A line by its number from 1; undefined: it is not here yet. */
  lineOf: (number: number) => LogLine | undefined
  error: Error | null
}

/** The lines of a long log that are to be seen, read block by block. */
export function useLogBlocks(task: TaskInstance, attempt: number, wanted: readonly number[], total: number): Blocks {
  const kept = useRef(new Map<number, LogLine[]>())
  const [, setRound] = useState(0)
  const [error, setError] = useState<Error | null>(null)
  const path = logPath('log_lines', task, attempt)
  const { map_index: mapIndex } = task
  const missing = wanted.filter((block) => (kept.current.get(block)?.length ?? 0) < Math.min(BLOCK, total - block * BLOCK))
  const key = missing.map((block) => `${block}:${Math.min(BLOCK, total - block * BLOCK)}`).join()

  useEffect(() => {
    if (key === '') return
    const stop = new AbortController()
    const read = async (block: number) => {
      const lines = [...(kept.current.get(block) ?? [])]
      const whole = Math.min(BLOCK, total - block * BLOCK)
      // an answer has so many bytes at most, and may be shorter than what was asked for
      while (lines.length < whole) {
        const answer = await get<{ content: LogLine[] }>(path, { map_index: mapIndex, first: block * BLOCK + lines.length + 1, limit: whole - lines.length }, stop.signal)
        if (answer.content.length === 0) break
        lines.push(...answer.content)
      }
      kept.current.delete(block)
      kept.current.set(block, lines)
      for (const old of [...kept.current.keys()].slice(0, -KEPT)) kept.current.delete(old)
      setRound((before) => before + 1)
    }
    const timer = setTimeout(() => {
      setError(null)
      Promise.all(key.split(',').map((one) => read(Number(one.split(':')[0])))).catch((problem: unknown) => {
        if (!stop.signal.aborted) setError(problem instanceof Error ? problem : new Error(String(problem)))
      })
    }, kept.current.size === 0 ? 0 : REST)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
    // the key says which blocks are missing, and how much of them
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, path, mapIndex])

  return { lineOf: (number) => kept.current.get(Math.floor((number - 1) / BLOCK))?.[(number - 1) % BLOCK], error }
}
