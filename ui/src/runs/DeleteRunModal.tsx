import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

/** Deletes a run, after saying what goes with it. */
export function DeleteRunModal({ dagId, runId, path, onClose }: { dagId: string; runId: string; path: string; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => send('DELETE', path),
    onSuccess: async () => {
      await navigate({ to: '/dags/$dagId', params: { dagId } })
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === dagId && queryKey[0] !== 'run' })
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('Delete {{name}}?', { name: runId })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Text size="sm">{t('Its task instances and XComs are deleted with it, for ever. A run of the schedule is not made again.')}</Text>
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
