import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { DeleteModal } from '../shared/DeleteModal'
import { ListPage } from '../shared/ListPage'
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
      show: (role) => (
        <Group gap={4} justify="end" wrap="nowrap">
          {may('can_edit', 'Roles') && role.name !== 'Admin' ? (
            <button type="button" className="small-button" onClick={() => setEdited(role)} aria-label={t('Change {{name}}', { name: role.name })}>
              {t('Change')}
            </button>
          ) : (
            <button type="button" className="small-button" onClick={() => setEdited(role)} aria-label={t('Show {{name}}', { name: role.name })}>
              {t('Show')}
            </button>
          )}
          {may('can_delete', 'Roles') && !builtIn.includes(role.name) && (
            <button type="button" className="small-button" onClick={() => setDeleted(role)} aria-label={t('Delete {{name}}', { name: role.name })}>
              {t('Delete')}
            </button>
          )}
        </Group>
      ),
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
