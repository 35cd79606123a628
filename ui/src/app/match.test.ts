import { describe, expect, it } from 'vitest'
import { match } from './match'

describe('match', () => {
  it('finds what begins so', () => expect(match('Variables', 'var')).toBe(true))

  it('finds letters with others in between', () => expect(match('Audit log', 'adlg')).toBe(true))

  it('finds everything for nothing', () => expect(match('Pools', '')).toBe(true))

  it('does not find letters in another order', () => expect(match('Pools', 'lp')).toBe(false))
})
