import { describe, expect, it } from 'vitest'
import { inWords, type Unit } from './ago'
import { languages, type Language } from '../early/language'

const units: Record<Unit, number> = { year: 60, month: 12, day: 31, hour: 24, minute: 60, second: 60 }

describe.each(Object.keys(languages) as Language[])('%s', (language) => {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })

  it.each(Object.entries(units) as [Unit, number][])('says every %s as the browser does', (unit, most) => {
    const numbers = Array.from({ length: 2 * most + 1 }, (_, at) => at - most).filter((number) => number !== 0 || unit === 'second')
    expect(numbers.map((number) => inWords(language, number, unit))).toEqual(numbers.map((number) => format.format(number, unit)))
  })
})
