import { Button, Group, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../shared/api'
import { Markdown } from '../shared/Markdown'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
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

const LONGEST = 1000

/** What somebody wrote down about a run or a task, and the way to change it. */
export function NoteEditor({ path, note, queryKey, dagId, resource }: Props) {
  const client = useQueryClient()
  const mayEdit = useMay(dagId)('can_edit', resource)
  const [text, setText] = useState<string | null>(null)
  const [isLooking, setLooking] = useState(false)
  const save = useMutation({
    mutationFn: (content: string) => send('PATCH', path, { note: content }),
    onSuccess: () => {
      setText(null)
      return client.invalidateQueries({ queryKey })
    },
  })
  if (text === null) {
    return (
      <Group gap="xs">
        {note && <Markdown text={note} />}
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
      <Group gap="xs">
        <Segments
          size="xs"
          aria-label={t('How it looks')}
          data={[
            { value: 'write', label: t('Write') },
            { value: 'look', label: t('How it looks') },
          ]}
          value={isLooking ? 'look' : 'write'}
          onChange={(value) => setLooking(value === 'look')}
        />
        <Text size="xs" c="dimmed">
          {t('{{number}} of {{most}} letters; Markdown', { number: text.length, most: LONGEST })}
        </Text>
      </Group>
      {isLooking ? <Markdown text={text} /> : <Textarea aria-label={t('Note')} value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={LONGEST} autosize minRows={2} data-autofocus />}
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
