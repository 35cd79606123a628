import { describe, expect, it } from 'vitest'
import { fieldsOf, readExtra, writeExtra, type ConnectionKind } from './connectionKinds'
import { connections } from './kinds'

const sqlite: ConnectionKind = {
  connection_type: 'sqlite',
  hook_name: 'Sqlite',
  standard_fields: { host: { hidden: false, title: 'Database file', placeholder: '/a.db' }, port: { hidden: true, title: null, placeholder: null }, url_schema: { hidden: true, title: null, placeholder: null } },
  extra_fields: {},
}
const names = (values: Record<string, unknown>) => fieldsOf(connections().fields, sqlite, values).map((field) => field.name)

describe('the form of a type of connections', () => {
  it('calls fields as the type does', () => expect(fieldsOf(connections().fields, sqlite, {}).find((field) => field.name === 'host')).toMatchObject({ label: 'Database file', placeholder: '/a.db' }))

  it('leaves out what means nothing to it', () => expect(names({})).not.toContain('port'))

  it('calls the schema as the API does not', () => expect(names({})).not.toContain('schema'))

  it('never hides what is set', () => expect(names({ port: 5432 })).toContain('port'))

  it('shows everything for a type that nobody knows', () => expect(fieldsOf(connections().fields, undefined, {})).toEqual(connections().fields))
})

describe('the extra', () => {
  it('is changed field by field', () => expect(JSON.parse(writeExtra('{"a": 1, "b": 2}', 'a', true))).toEqual({ b: 2, a: true }))

  it('is nothing when its last field is emptied', () => expect(writeExtra('{"a": 1}', 'a', '')).toBe(''))

  it('is unknown while it is no JSON', () => {
    expect(readExtra('{"a"')).toBeNull()
    expect(readExtra('[1]')).toBeNull()
    expect(readExtra('')).toEqual({})
  })
})
