import { FileInput, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { tell } from '../shared/notices'
import { t } from '../shared/words'
import { readVariables } from './body'
import type { Kind } from './kind'

type Existing = 'fail' | 'overwrite' | 'skip'

/** Brings variables back from a file; what becomes of those that are there already is asked. */
export function ImportModal({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [existing, setExisting] = useState<Existing>('fail')
  const bring = useMutation({
    mutationFn: async () => {
      const entities = readVariables((await file?.text()) ?? '{}')
      const answer = await send<{ create: { success: string[]; errors: { error: string }[] } }>('PATCH', kind.path, { actions: [{ action: 'create', entities, action_on_existence: existing }] })
      const [first] = answer.create.errors
      if (first) throw new Error(first.error)
      return answer.create.success.length
    },
    onSuccess: async (number) => {
      tell(t('Written: {{number}}', { number }))
      await client.invalidateQueries({ queryKey: ['admin'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('From a file')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          bring.mutate()
        }}
      >
        <Stack>
          <Text size="sm">{t('A JSON object: names with values, or with objects that have a value and a description, as Airflow writes it.')}</Text>
          <FileInput label={t('File')} accept="application/json" value={file} onChange={setFile} required clearable clearButtonProps={{ 'aria-label': t('Another file') }} />
          <Radio.Group label={t('Those that are there already')} value={existing} onChange={(value) => setExisting(value as Existing)}>
            <Group mt="xs">
              <Radio value="fail" label={t('refuse the file')} />
              <Radio value="skip" label={t('stay as they are')} />
              <Radio value="overwrite" label={t('are overwritten')} />
            </Group>
          </Radio.Group>
          <FormEnd error={bring.error} isSaving={bring.isPending} onClose={onClose} label={t('Write them')} button={{ disabled: !file }} />
        </Stack>
      </form>
    </Modal>
  )
}
