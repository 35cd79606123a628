import { logPath } from '../early/questions'
import { asking } from '../shared/api'
import type { LogLine, TaskInstance } from '../shared/types'

export interface Log {
  /** All lines; null when there are so many that they are read by parts. */
  content: LogLine[] | null
  /** Where the stream goes on; null when the try has ended. */
  continuation_token: string | null
  /** How many there are, and their bytes. */
  lines: number
  size: number
  /** Of a long log: the number of the first line that tells of an error, the last such line, and how the log ends. */
  first_error: number | null
  last_error: LogLine | null
  tail: LogLine[]
  /** Those of the operator to what it worked on, by name. */
  links: Record<string, string>
}

/** The lines that tell how a try ended. */
export const lastLines = (log: Log): LogLine[] => log.content ?? [...(log.last_error ? [log.last_error] : []), ...log.tail]

/** What a try has written so far; the panel that says why and the log share it. */
export const logQuery = (task: TaskInstance, attempt: number) => ({
  queryKey: ['log', task.dag_id, task.id, attempt, attempt < task.try_number ? 'ended' : task.state],
  ...asking<Log>(logPath('log', task, attempt), { map_index: task.map_index }),
})

export interface Filter {
  find: string
  /** Only lines of these levels; empty: of all. */
  levels: readonly string[]
  /** Only lines of these sources; empty: of all. */
  sources: readonly string[]
  /** What is looked for is marked, and what is around it stays. */
  isInContext: boolean
  closed: ReadonlySet<number>
}

export const levels = ['debug', 'info', 'warning', 'error', 'critical'] as const

/** Those who wrote into the log, by name. */
export const sourcesOf = (lines: LogLine[]): string[] => [...new Set(lines.map((line) => line.logger).filter((name) => name !== undefined))].toSorted()

/** The numbers of the lines in which something is found. */
export function matchesOf(rows: Row[], find: string): number[] {
  const wanted = find.toLowerCase()
  return wanted === '' ? [] : rows.filter((row) => row.line.event.toLowerCase().includes(wanted)).map((row) => row.number)
}

/** The whole log as a text, a line each. */
export const textOf = (lines: LogLine[]): string => lines.map((line) => [line.timestamp, line.level?.toUpperCase(), line.event].filter(Boolean).join(' ')).join('\n')

export interface Row {
  line: LogLine
  /** Its number in the whole log, from 1. */
  number: number
  isGroup: boolean
  isClosed: boolean
}

const isError = (line: LogLine): boolean => line.level === 'error' || line.level === 'critical'

/** The lines that are to be seen: what is in a closed group is not, ends of groups never are. */
export function rowsOf(lines: LogLine[], { find, levels: wantedLevels, sources, isInContext, closed }: Filter): Row[] {
  const wanted = find.toLowerCase()
  const isLevel = (line: LogLine) => wantedLevels.length === 0 || wantedLevels.includes(line.level ?? 'info')
  const isSource = (line: LogLine) => sources.length === 0 || (line.logger !== undefined && sources.includes(line.logger))
  const isFiltered = (wanted !== '' && !isInContext) || wantedLevels.length > 0 || sources.length > 0
  const rows: Row[] = []
  let hidden = 0
  lines.forEach((line, index) => {
    if (line.event.startsWith('::endgroup::')) {
      hidden = Math.max(0, hidden - 1)
      return
    }
    const isGroup = line.event.startsWith('::group::')
    const isClosed = isGroup && closed.has(index + 1)
    if (isFiltered ? (!wanted || isInContext || line.event.toLowerCase().includes(wanted)) && isLevel(line) && isSource(line) : hidden === 0) {
      rows.push({ line, number: index + 1, isGroup, isClosed })
    }
    if (isGroup && (hidden > 0 || isClosed)) hidden += 1
  })
  return rows
}

/** The numbers of the lines that groups begin with. */
export const groupsOf = (lines: LogLine[]): number[] => lines.flatMap((line, index) => (line.event.startsWith('::group::') ? [index + 1] : []))

/** The number of the first line that tells of an error; null when there is none. */
export function firstError(lines: LogLine[]): number | null {
  const at = lines.findIndex(isError)
  return at < 0 ? null : at + 1
}

export interface Piece {
  text: string
  color?: string
  isBold?: boolean
}

const inks = ['#3b3b3b', '#c92a2a', '#2b8a3e', '#a86200', '#1864ab', '#862e9c', '#0b7285', '#868e96']
const escape = /\u001b\[([0-9;]*)m/

/** A text with the colours that programs write for terminals; other codes of terminals are left out. */
export function ansi(text: string): Piece[] {
  if (!text.includes('\u001b')) return [{ text }]
  const pieces: Piece[] = []
  let style: Omit<Piece, 'text'> = {}
  // what is split by stands at every odd place
  text.split(escape).forEach((part, index) => {
    if (index % 2 === 0) {
      const shown = part.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
      if (shown) pieces.push({ text: shown, ...style })
      return
    }
    for (const code of part.split(';').map(Number)) {
      const ink = inks[code % 10]
      if (code === 0) style = {}
      else if (code === 1) style = { ...style, isBold: true }
      else if (ink && ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))) style = { ...style, color: ink }
    }
  })
  return pieces
}
