import { describe, expect, it } from 'vitest'
import { asked, parameterOf } from './Filters'

const filter = { name: 'x', parameter: 'x', label: 'X' }

describe('asked', () => {
  it('asks nothing of what is empty', () => expect([asked(filter, ''), asked(filter, undefined)]).toEqual([undefined, undefined]))

  it('asks a text as it stands', () => expect(asked(filter, 'a b')).toBe('a b'))

  it('gives a time its zone, once', () => {
    expect(asked({ ...filter, kind: 'time' }, '2026-01-01T06:00')).toBe('2026-01-01T06:00:00Z')
    expect(asked({ ...filter, kind: 'time' }, '2026-01-01T06:00:00Z')).toBe('2026-01-01T06:00:00Z')
  })
})

describe('parameterOf', () => {
  const pattern = { ...filter, parameter: 'dag_id_pattern' }

  it('looks anywhere, or at the beginning where that is chosen', () => expect([parameterOf(pattern, {}), parameterOf(pattern, { x_begins: 'true' })]).toEqual(['dag_id_pattern', 'dag_id_prefix_pattern']))

  it('is as it is where the API has one way only', () =>
    expect([parameterOf(filter, { x_begins: 'true' }), parameterOf({ ...filter, parameter: 'consuming_asset_pattern' }, { x_begins: 'true' })]).toEqual(['x', 'consuming_asset_pattern']))
})
