import { describe, expect, it } from 'vitest'
import type { Param } from '../shared/types'
import { isDuration, kindOf, labelOf, problemOf, problemsIn, secondsOf, sectionsOf } from './params'

const param = (schema: Param['schema'], value: unknown = null): Param => ({ value, description: null, schema })

describe('a field', () => {
  it.each([
    [{ const: 1 }, 'fixed'],
    [{ enum: ['a'] }, 'choice'],
    [{ type: 'array', examples: ['a'] }, 'choices'],
    [{ type: 'array' }, 'lines'],
    [{ type: 'array', items: { type: 'number' } }, 'json'],
    [{ type: ['object', 'null'] }, 'json'],
    [{ type: 'string', format: 'duration' }, 'duration'],
    [{ type: ['null', 'string'], format: 'date' }, 'date'],
    [{ type: 'string', examples: ['a'] }, 'suggestions'],
    [{ type: 'string', format: 'multiline' }, 'long'],
    [{ type: 'integer' }, 'integer'],
    [{}, 'text'],
  ] as const)('of %j is of the kind %s', (schema, kind) => expect(kindOf(param(schema as unknown as Param['schema']))).toBe(kind))

  it('calls its choices as the DAG does', () => {
    const day = param({ enum: [1, 2], values_display: { 1: 'Monday' } })
    expect([labelOf(day, 1), labelOf(day, 2)]).toEqual(['Monday', '2'])
  })
})

describe('a value', () => {
  it.each([
    [{ type: 'string' }, null, 'It needs a value'],
    [{ type: ['string', 'null'] }, null, null],
    [{ type: 'string' }, '', null],
    [{ type: 'string', minLength: 2 }, 'a', 'It must have 2 letters at least'],
    [{ type: 'string', maxLength: 2 }, 'abc', 'It must have 2 letters at most'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'A', 'It must be like ^[a-z]+$'],
    [{ type: 'string', pattern: '(' }, 'A', null],
    [{ type: 'string', format: 'duration' }, 'P1DT12H', null],
    [{ type: 'string', format: 'duration' }, '1 day', 'It must be a length of time such as P1DT12H'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 0, 'It must be 1 at least'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 10, 'It must be 9 at most'],
    [{ type: 'integer' }, 1.5, 'It must be a whole number'],
    [{ type: 'number' }, 1.5, null],
    [{ enum: ['a', 'b'], type: 'string' }, 'c', 'It is none of the choices'],
    [{ enum: ['a', 'b'], type: 'string' }, 'a', null],
    [{ type: 'array' }, ['a'], null],
  ] as const)('of %j is looked at: %j', (schema, value, expected) => expect(problemOf(param(schema as unknown as Param['schema']), value)).toBe(expected))
})

describe('a length of time', () => {
  it.each(['P1D', 'PT5M', 'P2W', 'P1Y2M3DT4H5M6.5S', 'PT0S'])('is %s', (text) => expect(isDuration(text)).toBe(true))

  it.each(['', 'P', 'PT', '1D', 'P1H', 'PT1D', 'P1WT1H'])('is not %s', (text) => expect(isDuration(text)).toBe(false))

  it('has seconds', () => expect([secondsOf('PT1H30M'), secondsOf('P1DT0.5S'), secondsOf('P1M'), secondsOf('x')]).toEqual([5400, 86_400.5, 2_592_000, null]))
})

describe('sections', () => {
  const params = {
    a: param({ type: 'string' }, 'x'),
    b: param({ type: 'integer', section: 'Rows', minimum: 1 }, 0),
    fixed: param({ const: 1 }, 1),
    c: param({ type: 'string', section: 'Rows' }, 'x'),
  }

  it('stand in the order of the DAG', () => {
    expect(sectionsOf(params).map((section) => [section.name, section.params.map(([name]) => name)])).toEqual([
      ['', ['a', 'fixed']],
      ['Rows', ['b', 'c']],
    ])
  })

  it('count what is wrong in them', () => {
    expect(problemsIn(Object.entries(params), {})).toBe(1)
    expect(problemsIn(Object.entries(params), { b: 2, a: null })).toBe(1)
  })
})
