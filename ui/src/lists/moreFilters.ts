import type { Filter } from '../shared/Filters'
import { t } from '../shared/words'

/** A time from and until which something happened. */
export const timeRange = (name: string, parameter: string, label: string): Filter[] => [
  { name: `${name}_from`, parameter: `${parameter}_gte`, label: t('{{time}} from', { time: label }), kind: 'time', isMore: true },
  { name: `${name}_to`, parameter: `${parameter}_lte`, label: t('{{time}} until', { time: label }), kind: 'time', isMore: true },
]

export const durations = (): Filter[] => [
  { name: 'longer', parameter: 'duration_gte', label: t('Took at least (s)'), kind: 'number', isMore: true },
  { name: 'shorter', parameter: 'duration_lte', label: t('Took at most (s)'), kind: 'number', isMore: true },
]

/** A text that is looked for, where somebody asks for that filter. */
export const more = (name: string, parameter: string, label: string, kind: 'text' | 'number' = 'text'): Filter => ({ name, parameter, label, kind, isMore: true })
