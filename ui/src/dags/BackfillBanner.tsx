import { Alert, Group, Progress, Text } from '@mantine/core'
import { useMay } from '../shared/session'
import { stateColor, stateName } from '../shared/states'
import { exact } from '../shared/time'
import type { DagDetails, RunState } from '../shared/types'
import { t } from '../shared/words'
import { BackfillControl } from './BackfillControl'

const order: RunState[] = ['success', 'failed', 'running', 'queued']

/** The backfill that is on its way: how far it has come, and the way to stop it. */
export function BackfillBanner({ dagId, backfill }: { dagId: string; backfill: NonNullable<DagDetails['backfill']> }) {
  const mayEdit = useMay(dagId)('can_edit', 'Backfills')
  const total = Object.values(backfill.runs).reduce((sum, number) => sum + number, 0)
  const done = (backfill.runs.success ?? 0) + (backfill.runs.failed ?? 0)
  return (
    <Alert color="blue" role="status" p="xs">
      <Group justify="space-between" wrap="wrap">
        <Text size="sm">
          {backfill.is_paused ? t('A backfill is paused') : t('A backfill is on its way')}: {exact(backfill.from_date)} – {exact(backfill.to_date)} · {t('{{done}} of {{number}} runs have ended', { done, number: total })}
        </Text>
        <Progress.Root size="lg" flex={1} miw={120} maw={420}>
          {order.map((state) => (
            <Progress.Section key={state} value={total === 0 ? 0 : (100 * (backfill.runs[state] ?? 0)) / total} color={stateColor(state)} aria-label={`${stateName(state)}: ${backfill.runs[state] ?? 0}`} title={`${stateName(state)}: ${backfill.runs[state] ?? 0}`} />
          ))}
        </Progress.Root>
        {mayEdit && <BackfillControl dagId={dagId} backfill={backfill} />}
      </Group>
    </Alert>
  )
}
