import type { Field, Item } from './kind'

/** A type of connections as /ui/connections/hook_meta tells of it. */
export interface ConnectionKind {
  connection_type: string
  hook_name: string
  standard_fields: Record<string, { hidden: boolean; title: string | null; placeholder: string | null }>
  extra_fields: Record<string, { description: string | null; schema: { type: string[]; title: string; enum: string[] | null } }>
}

/** The standard fields as this type calls them, without those that mean nothing to it; what holds a value already is always there. */
export function fieldsOf(fields: Field[], kind: ConnectionKind | undefined, values: Item): Field[] {
  if (!kind) return fields
  return fields.flatMap((field) => {
    const told = kind.standard_fields[field.name === 'schema' ? 'url_schema' : field.name]
    if (told?.hidden && !values[field.name]) return []
    return [{ ...field, ...(told?.title ? { label: told.title } : {}), ...(told?.placeholder ? { placeholder: told.placeholder } : {}) }]
  })
}

/** An extra as an object; null while it is no JSON object. */
export function readExtra(text: unknown): Record<string, unknown> | null {
  if (text === null || text === undefined || text === '') return {}
  try {
    const value: unknown = JSON.parse(String(text))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The extra with one field changed; a field that is emptied is taken out, and an extra without fields is none. */
export function writeExtra(text: unknown, name: string, value: unknown): string {
  const { [name]: _, ...others } = readExtra(text) ?? {}
  const next = value === '' || value === null || value === undefined ? others : { ...others, [name]: value }
  return Object.keys(next).length > 0 ? JSON.stringify(next, null, 2) : ''
}
