import type { LogLine } from '../shared/types'

interface Raised {
  exc_type?: string
  exc_value?: string
}

/** The line of a log that tells why its try failed: the last one of level error, else the last that names an exception; null when there is none. */
export function rootError(lines: LogLine[]): string | null {
  const errors = lines.filter((line) => line.level === 'error' || line.level === 'critical')
  const found = errors.at(-1) ?? lines.findLast((line) => /\b\w*(Exception|Error)\b: /.test(line.event))
  if (!found) return null
  const raised = (found.error_detail ?? found.exception) as Raised[] | undefined
  const first = Array.isArray(raised) ? raised[0] : undefined
  return first?.exc_value ? `${first.exc_type ?? 'Error'}: ${first.exc_value}` : found.event.trim()
}
