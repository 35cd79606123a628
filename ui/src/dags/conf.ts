import type { Param } from '../shared/types'
import { t } from '../shared/words'

/** The conf of a run: every param with its value, and what was written beside them. */
export function confOf(params: Record<string, Param>, values: Record<string, unknown>, extra: string): Record<string, unknown> {
  const given = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, name in values ? values[name] : param.value]))
  const more: unknown = extra.trim() ? JSON.parse(extra) : {}
  if (typeof more !== 'object' || more === null || Array.isArray(more)) throw new Error(t('More settings must be a JSON object, such as {"day": "mon"}.'))
  return { ...given, ...more }
}

/** A conf as the form has it: values of params, and the rest as JSON. */
export function splitConf(params: Record<string, Param>, conf: Record<string, unknown>): [Record<string, unknown>, string] {
  const entries = Object.entries(conf)
  const rest = entries.filter(([name]) => !(name in params))
  return [Object.fromEntries(entries.filter(([name]) => name in params)), rest.length > 0 ? JSON.stringify(Object.fromEntries(rest), null, 2) : '']
}

/** The whole conf as it is shown and typed. */
export const jsonOf = (params: Record<string, Param>, values: Record<string, unknown>, extra: string): string => JSON.stringify(confOf(params, values, extra), null, 2)

/** The object that a text is; null: it is none. Nothing at all is an empty one. */
export function objectOf(text: string): Record<string, unknown> | null {
  if (!text.trim()) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
