import { afterEach, expect, it, vi } from 'vitest'
import { LANGUAGE } from '../early/language'

afterEach(() => localStorage.removeItem(LANGUAGE))

it.each([
  ['en', '3,200,000'],
  ['vi', '3.200.000'],
])('%s: thousands stand apart', async (code, text) => {
  localStorage.setItem(LANGUAGE, code)
  vi.resetModules()
  const { grouped } = await import('./number')
  expect(grouped(3_200_000)).toBe(text)
  expect(grouped(7)).toBe('7')
})
