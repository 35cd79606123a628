import { Modal, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { t } from '../shared/words'

const LONGEST = 1000

/** Writes down something about a run or a task instance of a list. */
export function NoteModal({ name, path, note, onClose }: { name: string; path: string; note: string | null; onClose: () => void }) {
  const client = useQueryClient()
  const [text, setText] = useState(note ?? '')
  const save = useMutation({
    mutationFn: () => send('PATCH', path, { note: text }),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ predicate: ({ queryKey: [about] }) => ['runs', 'run', 'tasks', 'task', 'grid'].includes(String(about)) })
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('Note on {{name}}', { name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          <Textarea label={t('Note')} description={t('{{number}} of {{most}} letters; Markdown', { number: text.length, most: LONGEST })} value={text} maxLength={LONGEST} autosize minRows={3} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
          <FormEnd error={save.error} isSaving={save.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
