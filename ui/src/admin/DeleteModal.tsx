import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { part, send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'
import type { Item, Kind } from './kind'

/** Deletes an item, after saying what that means. */
export function DeleteModal({ kind, item, onClose }: { kind: Kind; item: Item; onClose: () => void }) {
  const client = useQueryClient()
  const name = String(item[kind.key])
  const remove = useMutation({
    mutationFn: () => send('DELETE', `${kind.path}/${part(name)}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['admin'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('Delete {{name}}?', { name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Text size="sm">{t('Whatever uses it fails from now on. This cannot be undone.')}</Text>
        {remove.error && <Problem error={remove.error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('Keep it')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('Delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
