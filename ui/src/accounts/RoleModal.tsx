import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import { Tick } from '../shared/chosen'
import { FormEnd } from '../shared/FormEnd'
import { Problem } from '../shared/Problem'
import { readAll } from '../shared/readAll'
import { t } from '../shared/words'
import { actions, builtIn, DAG, linesOf, permissionOf, rightOf, type Permission, type Role } from './account'

const actionNames: Record<(typeof actions)[number], () => string> = {
  can_read: () => t('See'),
  can_create: () => t('Make'),
  can_edit: () => t('Change'),
  can_delete: () => t('Delete'),
  menu_access: () => t('Menu'),
}

/** What a role permits, a line for each kind of thing; single DAGs can be put beside them. */
export function RoleModal({ role, mayChange, onClose }: { role: Role | null; mayChange: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState(role?.name ?? '')
  const [rights, setRights] = useState<ReadonlySet<string>>(new Set(role?.actions.map(rightOf)))
  const [dags, setDags] = useState<readonly string[]>([])
  const [dag, setDag] = useState('')
  const known = useQuery({ queryKey: ['accounts', undefined, 'permissions'], queryFn: () => readAll<Permission>('/auth/fab/v1/permissions', {}, 'actions') })
  const save = useMutation({
    mutationFn: () => {
      const body = { name, actions: [...rights].map(permissionOf) }
      return role ? send('PATCH', `/auth/fab/v1/roles/${part(role.name)}`, body) : send('POST', '/auth/fab/v1/roles', body)
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
    },
  })
  const all = (known.data ?? []).map(rightOf).filter((right) => !permissionOf(right).resource.name.startsWith(DAG))
  const ofDags = dags.flatMap((id) => ['can_read', 'can_edit', 'can_delete'].map((action) => `${action} ${DAG}${id}`))
  const lines = linesOf([...all, ...[...rights].flatMap((right) => (right.includes(` ${DAG}`) ? ['can_read', 'can_edit', 'can_delete'].map((action) => `${action} ${permissionOf(right).resource.name}`) : [right])), ...ofDags])
  const flip = (right: string, isOn: boolean) => {
    const next = new Set(rights)
    if (isOn) next.add(right)
    else next.delete(right)
    setRights(next)
  }
  return (
    <Modal opened size="xl" onClose={onClose} title={role ? t('Rights of {{name}}', { name: role.name }) : t('New role')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          {mayChange && <TextInput label={t('Name')} required maxLength={64} disabled={role !== null && builtIn.includes(role.name)} value={name} onChange={(event) => setName(event.currentTarget.value)} />}
          {known.error && <Problem error={known.error} retry={() => void known.refetch()} />}
          <div className="data-box rights" role="region" aria-label={t('Rights')} tabIndex={0}>
            <table className="data">
              <thead>
                <tr>
                  <th>{t('Of what')}</th>
                  {actions.map((action) => (
                    <th key={action}>{actionNames[action]()}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.resource}>
                    <td>{line.resource}</td>
                    {actions.map((action) => {
                      const right = `${action} ${line.resource}`
                      return (
                        <td key={action}>
                          {line.actions.has(action) &&
                            (mayChange ? (
                              <Tick label={`${actionNames[action]()}: ${line.resource}`} isOn={rights.has(right)} onChange={(isOn) => flip(right, isOn)} />
                            ) : rights.has(right) ? (
                              <span role="img" aria-label={t('yes')}>
                                ✓
                              </span>
                            ) : (
                              ''
                            ))}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {mayChange && (
            <Group align="end">
              <TextInput flex={1} label={t('Rights to a single DAG')} placeholder={t('Its id')} value={dag} onChange={(event) => setDag(event.currentTarget.value)} />
              <Button
                variant="default"
                disabled={!dag.trim()}
                onClick={() => {
                  setDags([...dags, dag.trim()])
                  setRights(new Set([...rights, `can_read ${DAG}${dag.trim()}`]))
                  setDag('')
                }}
              >
                {t('Add it')}
              </Button>
            </Group>
          )}
          <FormEnd error={save.error} isSaving={save.isPending} onClose={onClose} isLooking={!mayChange} button={{ disabled: known.isPending }} />
        </Stack>
      </form>
    </Modal>
  )
}
