import { describe, expect, it } from 'vitest'
import { confOf, splitConf } from './conf'

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
