import { instanceAddress } from '../shared/addresses'

export interface Match {
  task_id: string
  map_index: number
  try_number: number
  /** Its number in the log, from 1. */
  line: number
  level: string | null
  timestamp: string | null
  excerpt: string
  /** There may be more in this log than what is told. */
  has_more: boolean
}

export interface Found {
  matches: Match[]
  tries: number
  bytes: number
  unread: { task_id: string; map_index: number; try_number: number; reason: string }[]
  next: string | null
}

export interface Log {
  key: string
  matches: Match[]
}

/** What was found, log by log, in the order in which it came. */
export function logsOf(found: readonly Found[]): Log[] {
  const logs = new Map<string, Match[]>()
  for (const match of found.flatMap((one) => one.matches)) {
    const key = `${match.task_id} ${match.map_index} ${match.try_number}`
    logs.set(key, [...(logs.get(key) ?? []), match])
  }
  return [...logs].map(([key, matches]) => ({ key, matches }))
}

/** The address of a line. */
export const lineAddress = (dagId: string, runId: string, match: Match): string => `${instanceAddress({ ...match, dag_id: dagId, dag_run_id: runId })}?try_number=${match.try_number}#L${match.line}`
