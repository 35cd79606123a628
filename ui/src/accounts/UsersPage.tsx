import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { DeleteModal } from '../shared/DeleteModal'
import { ListPage } from '../shared/ListPage'
import { RowButtons } from '../shared/RowButtons'
import { useMay, useSession } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import type { User } from './account'
import { Elsewhere } from './Elsewhere'
import { UserModal } from './UserModal'

/** The people that may log in, and the roles that they have. */
export function UsersPage() {
  const client = useQueryClient()
  const session = useSession()
  const may = useMay()
  const [edited, setEdited] = useState<User | 'new' | null>(null)
  const [deleted, setDeleted] = useState<User | null>(null)
  if (session.data && !session.data.has_accounts) return <Elsewhere title={t('Users')} />
  const columns: Column<User>[] = [
    { label: t('User name'), sort: 'username', show: (user) => user.username },
    { label: t('Name'), sort: 'last_name', show: (user) => `${user.first_name} ${user.last_name}` },
    { label: t('Mail'), sort: 'email', show: (user) => user.email },
    { label: t('Roles'), show: (user) => user.roles.map((role) => role.name).join(', ') },
    { label: t('Active'), sort: 'active', show: (user) => (user.active ? t('yes') : <strong>{t('no')}</strong>) },
    { label: t('Last login'), show: (user) => <Time at={user.last_login} /> },
    { label: t('Logins'), isNumber: true, show: (user) => user.login_count },
    { label: t('Refused logins'), isNumber: true, show: (user) => user.fail_login_count },
    {
      label: '',
      show: (user) => <RowButtons name={user.username} onChange={may('can_edit', 'Users') && (() => setEdited(user))} onDelete={may('can_delete', 'Users') && user.username !== session.data?.username && (() => setDeleted(user))} />,
    },
  ]
  return (
    <>
      <ListPage<User>
        title={t('Users')}
        about="accounts"
        path="/auth/fab/v1/users"
        list="users"
        keyOf={(user) => user.username}
        empty={t('There is no user.')}
        columns={columns}
        order="username"
        actions={may('can_create', 'Users') && <Button onClick={() => setEdited('new')}>{t('New user')}</Button>}
      />
      {edited && <UserModal user={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {deleted && (
        <DeleteModal
          name={deleted.username}
          remove={() => send('DELETE', `/auth/fab/v1/users/${part(deleted.username)}`)}
          onGone={() => client.invalidateQueries({ queryKey: ['accounts'] })}
          onClose={() => setDeleted(null)}
        >
          {t('They cannot log in from now on. What they did stays in the audit log.')}
        </DeleteModal>
      )}
    </>
  )
}
