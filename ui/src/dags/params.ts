import type { Param } from '../shared/types'
import { t } from '../shared/words'

/** What kind of field a param has. */
export type ParamKind = 'fixed' | 'choice' | 'choices' | 'date-time' | 'date' | 'time' | 'duration' | 'suggestions' | 'long' | 'flag' | 'integer' | 'number' | 'lines' | 'json' | 'text'

/** The types of JSON that a param may have, beside null. */
const typesOf = ({ schema }: Param): string[] => [schema.type ?? []].flat().filter((type) => type !== 'null')

/** Whether nothing is a value too. */
export const mayBeNull = ({ schema }: Param): boolean => [schema.type ?? 'null'].flat().includes('null')

export function kindOf(param: Param): ParamKind {
  const { schema } = param
  const [type] = typesOf(param)
  if (schema.const !== undefined) return 'fixed'
  if (schema.enum) return 'choice'
  if (type === 'array' && schema.examples) return 'choices'
  if (type === 'array' && (schema.items?.type ?? 'string') === 'string') return 'lines'
  if (type === 'object' || type === 'array') return 'json'
  if (type === 'boolean') return 'flag'
  if (type === 'integer' || type === 'number') return type
  switch (schema.format) {
    case 'date-time':
    case 'date':
    case 'time':
    case 'duration':
      return schema.format
    case 'multiline':
      return 'long'
    default:
      return schema.examples ? 'suggestions' : 'text'
  }
}

/** How a choice is called. */
export const labelOf = ({ schema }: Param, value: unknown): string => schema.values_display?.[String(value)] ?? String(value)

const whole = /^P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/

/** Whether a text is a length of time as ISO 8601 writes it, such as P1DT12H. */
export const isDuration = (text: string): boolean => whole.test(text)

const unit = { Y: 31_536_000, Mo: 2_592_000, W: 604_800, D: 86_400, H: 3600, M: 60, S: 1 }

/** What is wrong with a value; null: nothing. The server looks at it again. */
export function problemOf(param: Param, value: unknown): string | null {
  if (value === null || value === undefined || value === '') {
    return mayBeNull(param) || (value === '' && typesOf(param)[0] === 'string' && !param.schema.minLength && param.schema.format === undefined && !param.schema.enum && !param.schema.pattern) ? null : t('It needs a value')
  }
  const { schema } = param
  if (schema.enum) return schema.enum.some((one) => one === value) ? null : t('It is none of the choices')
  if (typeof value === 'number') return numberProblem(schema, value, typesOf(param)[0] === 'integer')
  if (typeof value === 'string') return textProblem(schema, value)
  return null
}

function numberProblem(schema: Param['schema'], value: number, isWhole: boolean): string | null {
  if (isWhole && !Number.isInteger(value)) return t('It must be a whole number')
  if (schema.minimum !== undefined && value < schema.minimum) return t('It must be {{least}} at least', { least: schema.minimum })
  if (schema.maximum !== undefined && value > schema.maximum) return t('It must be {{most}} at most', { most: schema.maximum })
  return null
}

function textProblem(schema: Param['schema'], value: string): string | null {
  if (schema.minLength !== undefined && value.length < schema.minLength) return t('It must have {{least}} letters at least', { least: schema.minLength })
  if (schema.maxLength !== undefined && value.length > schema.maxLength) return t('It must have {{most}} letters at most', { most: schema.maxLength })
  if (schema.format === 'duration' && !isDuration(value)) return t('It must be a length of time such as P1DT12H')
  if (schema.pattern !== undefined && !matches(schema.pattern, value)) return t('It must be like {{pattern}}', { pattern: schema.pattern })
  return null
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value)
  } catch {
    // what this browser cannot read, the server looks at
    return true
  }
}

/** A length of time in the words of people, roughly; null: it is none. */
export function secondsOf(text: string): number | null {
  if (!isDuration(text)) return null
  const [date = '', time = ''] = text.slice(1).split('T')
  const sum = (part: string, of: Record<string, number>) => [...part.matchAll(/(\d+(?:[.,]\d+)?)([A-Z])/g)].reduce((all, [, number = '0', letter = '']) => all + Number(number.replace(',', '.')) * (of[letter] ?? 0), 0)
  return sum(date, { Y: unit.Y, M: unit.Mo, W: unit.W, D: unit.D }) + sum(time, { H: unit.H, M: unit.M, S: unit.S })
}

export interface Section {
  /** Empty: those that are in none. */
  name: string
  params: [name: string, param: Param][]
}

/** The params by their sections, in the order in which the DAG names them. */
export function sectionsOf(params: Record<string, Param>): Section[] {
  const sections = new Map<string, Section>([['', { name: '', params: [] }]])
  for (const [name, param] of Object.entries(params)) {
    const section = param.schema.section ?? ''
    const known = sections.get(section) ?? { name: section, params: [] }
    known.params.push([name, param])
    sections.set(section, known)
  }
  return [...sections.values()].filter((section) => section.params.length > 0)
}

/** How many params have something wrong. */
export const problemsIn = (params: readonly (readonly [string, Param])[], values: Record<string, unknown>): number =>
  params.filter(([name, param]) => problemOf(param, name in values ? values[name] : param.value) !== null).length
