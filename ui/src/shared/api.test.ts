import { describe, expect, it } from 'vitest'
import { address, explain, part } from './api'

describe('api', () => {
  it('leaves out what is undefined and repeats lists', () =>
    expect(address('/x', { a: 1, b: undefined, c: ['p', 'q'] })).toBe('/x?a=1&c=p&c=q'))

  it('escapes names in paths', () => expect(part('manual__2026-01-01T00:00:00+00:00')).toBe('manual__2026-01-01T00%3A00%3A00%2B00%3A00'))

  it('says what the server says, whatever its form', () => {
    expect(explain('no')).toBe('no')
    expect(explain([{ loc: ['body', 'slots'], msg: 'Field required' }])).toBe('slots: Field required')
    expect(explain({ reason: 'Unique constraint violation' })).toBe('Unique constraint violation')
  })
})
