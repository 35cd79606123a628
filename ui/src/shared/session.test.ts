import { describe, expect, it } from 'vitest'
import { may, type Session } from './session'

const session: Session = { username: 'ann', role: 'user', rights: { 'can_read DAGs': null, 'can_edit DAGs': ['sales'] }, instance_name: null, has_accounts: true, has_deploy: false, test_connection: 'Disabled',
  theme: null, version: '1' }

describe('may', () => {
  it('says yes to what is allowed for all', () => expect(may(session, 'can_read', 'DAGs', 'other')).toBe(true))

  it('says yes to what is allowed for this DAG', () => expect(may(session, 'can_edit', 'DAGs', 'sales')).toBe(true))

  it('says no to what is allowed for another DAG only', () => expect(may(session, 'can_edit', 'DAGs', 'other')).toBe(false))

  it('says no to what is allowed nowhere', () => expect(may(session, 'can_delete', 'DAGs')).toBe(false))

  it('says no while nobody knows', () => expect(may(undefined, 'can_read', 'DAGs')).toBe(false))
})
