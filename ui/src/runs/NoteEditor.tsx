import { Button, Group, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { t } from '../shared/words'

interface Props {
  path: string
  note: string | null
  queryKey: QueryKey
  dagId: string
  /** What one must be allowed to change for it. */
  resource: string
}

/** What somebody wrote down about a run or a task, and the way to change it. */
export function NoteEditor({ path, note, queryKey, dagId, resource }: Props) {
  const client = useQueryClient()
  const mayEdit = useMay(dagId)('can_edit', resource)
  const [text, setText] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (content: string) => send('PATCH', path, { note: content || null }),
    onSuccess: () => {
      setText(null)
      return client.invalidateQueries({ queryKey })
    },
  })
  if (text === null) {
    return (
      <Group gap="xs">
        {note && <Text style={{ whiteSpace: 'pre-wrap' }}>{note}</Text>}
        {mayEdit && (
          <Button size="compact-xs" variant="default" onClick={() => setText(note ?? '')}>
            {note ? t('Change the note') : t('Write a note')}
          </Button>
        )}
      </Group>
    )
  }
  return (
    <>
      <Textarea aria-label={t('Note')} value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={1000} autosize minRows={2} data-autofocus />
      {save.error && <Problem error={save.error} />}
      <Group gap="xs">
        <Button size="compact-sm" loading={save.isPending} onClick={() => save.mutate(text)}>
          {t('Save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setText(null)}>
          {t('Cancel')}
        </Button>
      </Group>
    </>
  )
}
