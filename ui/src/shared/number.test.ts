import { expect, it } from 'vitest'
import { grouped } from './number'
import { languages, type Language } from '../early/language'

it.each(Object.keys(languages) as Language[])('%s: thousands stand apart as the browser sets them', (language) => {
  const numbers = [0, 7, 999, 1_000, 5_003, 99_999, 100_000, 1_234_567, 3_200_000_000, -1, -1_000, -123_456]
  expect(numbers.map((number) => grouped(number, language))).toEqual(numbers.map((number) => new Intl.NumberFormat(language).format(number)))
})
