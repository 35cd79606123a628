import { describe, expect, it } from 'vitest'
import { confOf, jsonOf, objectOf, splitConf } from './conf'

const params = { day: { value: 'mon', description: null, schema: {} }, count: { value: 3, description: null, schema: {} } }

describe('confOf', () => {
  it('takes defaults where nothing was changed', () => expect(confOf(params, { day: 'tue' }, '')).toEqual({ day: 'tue', count: 3 }))

  it('adds what stands beside the params', () => expect(confOf(params, {}, '{"x": [1]}')).toEqual({ day: 'mon', count: 3, x: [1] }))

  it('says what else is wrong', () => expect(() => confOf({}, {}, '[1]')).toThrow('must be a JSON object'))
})

describe('splitConf', () => {
  it('tells params from the rest', () => expect(splitConf(params, { day: 'tue', x: 1 })).toEqual([{ day: 'tue' }, '{\n  "x": 1\n}']))

  it('leaves nothing beside params', () => expect(splitConf(params, { count: 2 })).toEqual([{ count: 2 }, '']))
})

describe('the conf as JSON', () => {
  it.each([
    ['', {}],
    ['{"a": 1}', { a: 1 }],
    ['[1]', null],
    ['null', null],
    ['{"a":', null],
  ])('%s is %o', (text, value) => expect(objectOf(text)).toEqual(value))

  it('goes to the fields and back', () => {
    const params = { day: { value: 'mon', description: null, schema: {} } }
    const [values, extra] = splitConf(params, { day: 'tue', other: [1] })
    expect(objectOf(jsonOf(params, values, extra))).toEqual({ day: 'tue', other: [1] })
    expect(objectOf(jsonOf(params, {}, ''))).toEqual({ day: 'mon' })
  })
})
