import { describe, expect, it } from 'vitest'
import { bodyOf, readVariables } from './body'
import { connections, pools } from './kinds'

const typed = { connection_id: 'db', conn_type: 'postgres', host: 'h', port: 5432, schema: '', login: '', password: '***', extra: '', description: '' }

describe('bodyOf', () => {
  it('sends nothing for what is empty', () => expect(bodyOf(connections(), typed, null)).toMatchObject({ login: null, extra: null, port: 5432 }))

  it('leaves a secret alone that nobody typed', () => expect(bodyOf(connections(), typed, { ...typed })).not.toHaveProperty('password'))

  it('calls the name of a pool that is changed as the API does', () => {
    const body = bodyOf(pools(), { name: 'p', slots: 3 }, { name: 'p' })
    expect(body).toMatchObject({ pool: 'p', slots: 3 })
    expect(body).not.toHaveProperty('name')
  })

  it('sends a new secret', () => expect(bodyOf(connections(), { ...typed, password: 'new' }, typed)).toMatchObject({ password: 'new' }))
})

describe('readVariables', () => {
  it('reads texts as they are and the rest as JSON', () =>
    expect(readVariables('{"a": "x", "b": {"c": 1}}')).toEqual([
      { key: 'a', value: 'x', description: null },
      { key: 'b', value: '{"c":1}', description: null },
    ]))

  it('reads descriptions', () => expect(readVariables('{"a": {"value": 3, "description": "Three"}}')).toEqual([{ key: 'a', value: '3', description: 'Three' }]))

  it('refuses what is no object', () => expect(() => readVariables('[1]')).toThrow())
})
