import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

/** Lets a backfill wait, go on, or stop. */
export function BackfillControl({ dagId, backfill }: { dagId: string; backfill: { id: number; is_paused: boolean } }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (verb: 'pause' | 'unpause' | 'cancel') => send('PUT', `/api/v2/backfills/${backfill.id}/${verb}`),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === dagId }),
  })
  return (
    <Group gap={4} wrap="nowrap">
      {change.error && <Problem error={change.error} />}
      <Button size="compact-xs" variant="default" loading={change.isPending} onClick={() => change.mutate(backfill.is_paused ? 'unpause' : 'pause')}>
        {backfill.is_paused ? t('Go on') : t('Pause')}
      </Button>
      <Button size="compact-xs" variant="default" loading={change.isPending} onClick={() => change.mutate('cancel')}>
        {t('Stop')}
      </Button>
    </Group>
  )
}
