import { Group, Modal, MultiSelect, PasswordInput, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { readAll } from '../shared/readAll'
import { t } from '../shared/words'
import { userBody, type Role, type User } from './account'

/** Makes a user, or changes one. */
export function UserModal({ user, onClose }: { user: User | null; onClose: () => void }) {
  const client = useQueryClient()
  const [values, setValues] = useState({
    username: user?.username ?? '',
    email: user?.email ?? '',
    first_name: user?.first_name ?? '',
    last_name: user?.last_name ?? '',
    roles: user?.roles.map((role) => role.name) ?? ['Viewer'],
    password: '',
    active: user?.active ?? true,
  })
  const set = (changed: Partial<typeof values>) => setValues({ ...values, ...changed })
  const roles = useQuery({ queryKey: ['accounts', undefined, 'roles'], queryFn: () => readAll<Role>('/auth/fab/v1/roles', {}, 'roles') })
  const save = useMutation({
    mutationFn: () => (user ? send('PATCH', `/auth/fab/v1/users/${part(user.username)}`, userBody(values, false)) : send('POST', '/auth/fab/v1/users', userBody(values, true))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
    },
  })
  const text = (name: 'username' | 'email' | 'first_name' | 'last_name', label: string, type = 'text') => (
    <TextInput label={label} required type={type} autoComplete="off" value={values[name]} onChange={(event) => set({ [name]: event.currentTarget.value })} />
  )
  return (
    <Modal opened onClose={onClose} title={user ? t('Change {{name}}', { name: user.username }) : t('New user')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          {text('username', t('User name'))}
          <Group grow>
            {text('first_name', t('First name'))}
            {text('last_name', t('Last name'))}
          </Group>
          {text('email', t('Mail'), 'email')}
          <MultiSelect
            label={t('Roles')}
            data={[...new Set([...values.roles, ...(roles.data ?? []).map((role) => role.name)])]}
            value={values.roles}
            onChange={(chosen) => set({ roles: chosen })}
            {...(roles.error ? { error: roles.error.message } : {})}
          />
          <PasswordInput
            label={t('Password')}
            required={!user}
            {...(user ? { description: t('Left empty, it stays as it is') } : {})}
            autoComplete="new-password"
            value={values.password}
            visibilityToggleButtonProps={{ 'aria-label': t('Show it') }}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
          {user && <Switch label={t('Active')} description={t('Who is not active cannot log in')} checked={values.active} onChange={(event) => set({ active: event.currentTarget.checked })} />}
          <FormEnd error={save.error} isSaving={save.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
