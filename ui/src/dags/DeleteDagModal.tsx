import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { part, send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

/** Deletes what is known of a DAG, after saying what that means. */
export function DeleteDagModal({ dagId, onClose }: { dagId: string; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => send('DELETE', `/api/v2/dags/${part(dagId)}`),
    onSuccess: async () => {
      await navigate({ to: '/dags' })
      await client.invalidateQueries({ queryKey: ['dags'] })
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('Delete {{name}}?', { name: dagId })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Text size="sm">{t('All its runs, their task instances and XComs are deleted for ever. The file stays: while it is there, the DAG comes back without its past.')}</Text>
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
