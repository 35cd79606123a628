import { describe, expect, it } from 'vitest'
import { linesOf, permissionOf, rightOf, userBody } from './account'

describe('rights', () => {
  it('are words and back, whatever spaces a resource has', () => expect(rightOf(permissionOf('can_read DAG Runs'))).toBe('can_read DAG Runs'))

  it('stand by resource, single DAGs last', () =>
    expect(linesOf(['can_edit DAG:a b', 'can_read Pools', 'can_read DAGs', 'can_edit Pools']).map((line) => [line.resource, [...line.actions]])).toEqual([
      ['DAGs', ['can_read']],
      ['Pools', ['can_read', 'can_edit']],
      ['DAG:a b', ['can_edit']],
    ]))
})

describe('what is sent of a user', () => {
  const values = { username: 'u', email: 'e', first_name: 'f', last_name: 'l', roles: ['Op'], password: '', active: false }

  it('says nothing of a password that was not typed', () => expect(userBody(values, false)).toEqual({ username: 'u', email: 'e', first_name: 'f', last_name: 'l', roles: [{ name: 'Op' }], active: false }))

  it('begins active', () => expect(userBody({ ...values, password: 'p' }, true)).toEqual({ username: 'u', email: 'e', first_name: 'f', last_name: 'l', roles: [{ name: 'Op' }], password: 'p' }))
})
