import { describe, expect, it } from 'vitest'
import { asked } from './Filters'

const filter = { name: 'x', parameter: 'x', label: 'X' }

describe('asked', () => {
  it('asks nothing of what is empty', () => expect([asked(filter, ''), asked(filter, undefined)]).toEqual([undefined, undefined]))

  it('asks a text as it stands', () => expect(asked(filter, 'a b')).toBe('a b'))

  it('gives a time its zone, once', () => {
    expect(asked({ ...filter, kind: 'time' }, '2026-01-01T06:00')).toBe('2026-01-01T06:00:00Z')
    expect(asked({ ...filter, kind: 'time' }, '2026-01-01T06:00:00Z')).toBe('2026-01-01T06:00:00Z')
  })
})
