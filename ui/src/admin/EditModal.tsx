import { Alert, Autocomplete, Button, Checkbox, Modal, NumberInput, PasswordInput, Select, Stack, Switch, TextInput, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { get, part, send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { Problem } from '../shared/Problem'
import { useSession } from '../shared/session'
import { t } from '../shared/words'
import { bodyOf } from './body'
import { fieldsOf, readExtra, writeExtra, type ConnectionKind } from './connectionKinds'
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
  const types = useQuery({ queryKey: ['kinds'], queryFn: () => get<ConnectionKind[]>('/ui/connections/hook_meta'), enabled: Boolean(kind.isTyped) })
  const type = types.data?.find((one) => one.connection_type === values.conn_type)
  const fields = kind.isTyped ? fieldsOf(kind.fields, type, values) : kind.fields
  return (
    <Modal opened onClose={onClose} title={item === null ? kind.texts.fresh : t('Change {{name}}', { name: String(item[kind.key]) })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          {fields.map((field) =>
            kind.isTyped && field.name === 'conn_type' ? (
              <Autocomplete
                key={field.name}
                label={field.label}
                required
                description={types.data?.find((one) => one.connection_type === values.conn_type)?.hook_name ?? t('One of the list, or any other')}
                data={(types.data ?? []).map((one) => one.connection_type)}
                value={String(values.conn_type ?? '')}
                onChange={(value) => setValues({ ...values, conn_type: value })}
              />
            ) : (
              <Fragment key={field.name}>
                {type && field.name === 'extra' && <ExtraFields kind={type} extra={values.extra} onChange={(extra) => setValues({ ...values, extra })} />}
                <Input field={field} isFixed={item !== null && Boolean(field.isKey)} value={values[field.name]} onChange={(value) => setValues({ ...values, [field.name]: value })} />
              </Fragment>
            ),
          )}
          <FormEnd error={save.error} isSaving={save.isPending} onClose={onClose}>
            {kind.test && <TestButton path={kind.test} body={bodyOf(kind, values, item)} />}
          </FormEnd>
        </Stack>
      </form>
    </Modal>
  )
}

function Input({ field, isFixed, value, onChange }: { field: Field; isFixed: boolean; value: unknown; onChange: (value: unknown) => void }) {
  const shared = { label: field.label, description: field.description, placeholder: field.placeholder ?? '', disabled: isFixed, required: Boolean(field.isRequired) }
  const text = value === null || value === undefined ? '' : String(value)
  switch (field.kind) {
    case 'flag':
      return <Switch label={field.label} description={field.description} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'number':
      return <NumberInput {...shared} value={typeof value === 'number' ? value : ''} onChange={(number) => onChange(number === '' ? '' : Number(number))} allowDecimal={false} />
    case 'long':
      return <Textarea {...shared} value={text} onChange={(event) => onChange(event.currentTarget.value)} autosize minRows={2} />
    case 'secret':
      return <PasswordInput {...shared} value={text} autoComplete="off" visibilityToggleButtonProps={{ 'aria-label': t('Show it') }} onChange={(event) => onChange(event.currentTarget.value)} />
    default:
      return <TextInput {...shared} value={text} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
  }
}

/** What the type keeps in the extra, field by field; the JSON itself stands below and changes with it. */
function ExtraFields({ kind, extra, onChange }: { kind: ConnectionKind; extra: unknown; onChange: (extra: string) => void }) {
  const held = readExtra(extra)
  return Object.entries(kind.extra_fields).map(([name, { description, schema }]) => {
    const shared = { label: schema.title, description: description ?? undefined, disabled: held === null }
    const value = held?.[name]
    const change = (next: unknown) => onChange(writeExtra(extra, name, next))
    if (schema.enum) return <Select key={name} {...shared} clearable data={schema.enum} value={typeof value === 'string' ? value : null} onChange={change} />
    if (schema.type.includes('boolean')) return <Checkbox key={name} {...shared} checked={value === true} onChange={(event) => change(event.currentTarget.checked || null)} />
    if (schema.type.includes('integer')) return <NumberInput key={name} {...shared} allowDecimal={false} value={typeof value === 'number' ? value : ''} onChange={(next) => change(next === '' ? null : Number(next))} />
    return <TextInput key={name} {...shared} value={typeof value === 'string' ? value : ''} onChange={(event) => change(event.currentTarget.value)} />
  })
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
