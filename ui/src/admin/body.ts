import type { Item, Kind } from './kind'

/** What is sent: empty texts are nothing, and a secret that was not typed stays as it is. */
export function bodyOf(kind: Kind, values: Item, item: Item | null): Item {
  const entries = kind.fields
    .filter((field) => !(field.kind === 'secret' && item !== null && values[field.name] === item[field.name]))
    .map((field) => [field.isKey && item !== null ? (kind.keyOfChange ?? field.name) : field.name, values[field.name] === '' && !field.isRequired ? null : values[field.name]])
  return Object.fromEntries(entries) as Item
}

/** The variables of a file as Airflow writes it: names with values, or with objects that have a value and a description. */
export function readVariables(text: string): { key: string; value: string; description: string | null }[] {
  const found: unknown = JSON.parse(text)
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw new Error('{…}')
  return Object.entries(found).map(([key, given]) => {
    const told: { value: unknown; description?: unknown } = typeof given === 'object' && given !== null && 'value' in given ? given : { value: given as unknown }
    return { key, value: typeof told.value === 'string' ? told.value : JSON.stringify(told.value), description: typeof told.description === 'string' ? told.description : null }
  })
}
