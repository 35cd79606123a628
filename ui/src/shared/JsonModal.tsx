import { JsonInput, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { FormEnd } from './FormEnd'
import { t } from './words'

interface Props {
  title: string
  /** The key of what is changed; null: a new one, whose key is typed. */
  name: string | null
  value?: unknown
  save: (key: string, value: unknown) => Promise<unknown>
  onSaved: () => Promise<unknown>
  onClose: () => void
  children?: ReactNode
}

/** Writes a value under a key; the value is any JSON. */
export function JsonModal({ title, name, value, save, onSaved, onClose, children }: Props) {
  const [key, setKey] = useState(name ?? '')
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const saving = useMutation({
    mutationFn: () => save(key, parsed(text)),
    onSuccess: async () => {
      await onSaved()
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <Stack>
          {name === null && <TextInput label={t('Key')} value={key} maxLength={512} required onChange={(event) => setKey(event.currentTarget.value)} data-autofocus />}
          <JsonInput label={t('Value (JSON)')} description={t('A text stands in quotation marks: "mon"')} value={text} onChange={setText} validationError={t('This is not JSON')} required autosize minRows={4} maxRows={20} />
          {children}
          <FormEnd error={saving.error} isSaving={saving.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Error(t('This is not JSON'))
  }
}
