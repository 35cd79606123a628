import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { DeleteModal } from '../shared/DeleteModal'
import { ListPage } from '../shared/ListPage'
import { RowButtons } from '../shared/RowButtons'
import { useMay, useSession } from '../shared/session'
import { t } from '../shared/words'
import { builtIn, DAG, type Role } from './account'
import { Elsewhere } from './Elsewhere'
import { RoleModal } from './RoleModal'

/** The roles, and what each permits. */
export function RolesPage() {
  const client = useQueryClient()
  const session = useSession()
  const may = useMay()
  const [edited, setEdited] = useState<Role | 'new' | null>(null)
  const [deleted, setDeleted] = useState<Role | null>(null)
  if (session.data && !session.data.has_accounts) return <Elsewhere title={t('Roles')} />
  const columns: Column<Role>[] = [
    { label: t('Role'), sort: 'name', show: (role) => role.name },
    { label: t('Kind'), show: (role) => (builtIn.includes(role.name) ? <span className="dim">{t('always there')}</span> : t('of one’s own')) },
    { label: t('Rights'), isNumber: true, show: (role) => role.actions.length },
    { label: t('Single DAGs'), isNumber: true, show: (role) => new Set(role.actions.map((one) => one.resource.name).filter((name) => name.startsWith(DAG))).size || '' },
    {
      label: '',
      show: (role) => {
        const mayChange = may('can_edit', 'Roles') && role.name !== 'Admin'
        const open = () => setEdited(role)
        return <RowButtons name={role.name} onShow={!mayChange && open} onChange={mayChange && open} onDelete={may('can_delete', 'Roles') && !builtIn.includes(role.name) && (() => setDeleted(role))} />
      },
    },
  ]
  return (
    <>
      <ListPage<Role>
        title={t('Roles')}
        about="accounts"
        path="/auth/fab/v1/roles"
        list="roles"
        keyOf={(role) => role.name}
        empty={t('There is no role.')}
        columns={columns}
        actions={may('can_create', 'Roles') && <Button onClick={() => setEdited('new')}>{t('New role')}</Button>}
      />
      {edited && <RoleModal role={edited === 'new' ? null : edited} mayChange={edited === 'new' || (may('can_edit', 'Roles') && edited.name !== 'Admin')} onClose={() => setEdited(null)} />}
      {deleted && (
        <DeleteModal
          name={deleted.name}
          remove={() => send('DELETE', `/auth/fab/v1/roles/${part(deleted.name)}`)}
          onGone={() => client.invalidateQueries({ queryKey: ['accounts'] })}
          onClose={() => setDeleted(null)}
        >
          {t('Who has it may no longer do what it permits. This cannot be undone.')}
        </DeleteModal>
      )}
    </>
  )
}
