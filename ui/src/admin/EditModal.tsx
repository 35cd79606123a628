import { Alert, Button, Group, Modal, NumberInput, Stack, Switch, TextInput, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { useSession } from '../shared/session'
import { t } from '../shared/words'
import { bodyOf } from './body'
import type { Field, Item, Kind } from './kind'

/** Makes an item, or changes one. */
export function EditModal({ kind, item, onClose }: { kind: Kind; item: Item | null; onClose: () => void }) {
  const client = useQueryClient()
  const [values, setValues] = useState<Item>(() => Object.fromEntries(kind.fields.map((field) => [field.name, item?.[field.name] ?? (field.kind === 'flag' ? false : '')])))
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(kind, values, item)
      return item === null ? send('POST', kind.path, body) : send('PATCH', `${kind.path}/${part(String(item[kind.key]))}`, body)
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['admin'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={item === null ? kind.texts.fresh : t('Change {{name}}', { name: String(item[kind.key]) })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          {kind.fields.map((field) => (
            <Input key={field.name} field={field} isFixed={item !== null && Boolean(field.isKey)} value={values[field.name]} onChange={(value) => setValues({ ...values, [field.name]: value })} />
          ))}
          {save.error && <Problem error={save.error} />}
          <Group justify="end">
            {kind.test && <TestButton path={kind.test} body={bodyOf(kind, values, item)} />}
            <Button variant="default" onClick={onClose}>
              {t('Cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Input({ field, isFixed, value, onChange }: { field: Field; isFixed: boolean; value: unknown; onChange: (value: unknown) => void }) {
  const shared = { label: field.label, description: field.description, disabled: isFixed, required: Boolean(field.isRequired) }
  const text = value === null || value === undefined ? '' : String(value)
  switch (field.kind) {
    case 'flag':
      return <Switch label={field.label} description={field.description} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'number':
      return <NumberInput {...shared} value={typeof value === 'number' ? value : ''} onChange={(number) => onChange(number === '' ? '' : Number(number))} allowDecimal={false} />
    case 'long':
      return <Textarea {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} autosize minRows={2} />
    default:
      return <TextInput {...shared} value={text} type={field.kind === 'secret' ? 'password' : 'text'} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
  }
}

/** Tries what was typed, where the configuration allows it; where not, it says why. */
function TestButton({ path, body }: { path: string; body: Item }) {
  const session = useSession()
  const test = useMutation({ mutationFn: () => send<{ status: boolean; message: string }>('POST', path, body) })
  const isAllowed = session.data?.test_connection.toLowerCase() === 'enabled'
  return (
    <>
      {test.data && <Alert color={test.data.status ? 'green' : 'red'}>{test.data.message}</Alert>}
      {test.error && <Problem error={test.error} />}
      <Button variant="default" disabled={!isAllowed} title={isAllowed ? '' : t('The option [core] test_connection does not allow it')} loading={test.isPending} onClick={() => test.mutate()}>
        {t('Test')}
      </Button>
    </>
  )
}
