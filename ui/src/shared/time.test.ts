import { describe, expect, it } from 'vitest'
import { ago, duration, exact } from './time'

describe('ago', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')

  it('says what was', () => expect(ago('2026-03-01T11:57:00Z', now)).toBe('3 minutes ago'))

  it('says what will be', () => expect(ago('2026-03-01T14:00:00Z', now)).toBe('in 2 hours'))

  it('says nothing of nothing', () => expect(ago(null, now)).toBe(''))
})

describe('duration', () => {
  it.each([
    [0.31, '0.3 s'],
    [42, '42 s'],
    [185, '3 min 5 s'],
    [7_800, '2 h 10 min'],
  ])('%d seconds', (seconds, text) => expect(duration(seconds)).toBe(text))
})

describe('exact', () => {
  it('tells the time in UTC', () => expect(exact('2026-03-01T11:57:03.123Z', 'UTC')).toBe('2026-03-01 11:57:03'))

  it('tells the time of another zone', () => expect(exact('2026-03-01T23:57:03Z', 'Asia/Ho_Chi_Minh')).toBe('2026-03-02 06:57:03'))
})
