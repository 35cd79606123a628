import { Group, Loader, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fact } from '../runs/Fact'
import { dagAddress, instanceAddress, taskAddress } from '../shared/addresses'
import { get, part } from '../shared/api'
import { Durations } from '../shared/Durations'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import { stateName } from '../shared/states'
import { Time } from '../shared/Time'
import { exact } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { lasted } from './lasted'

const LAST = 50

/** How a task has done: its last instance, how long the last ones took, and which of them failed. */
export default function TaskOverview({ dagId, taskId, groupId }: { dagId: string; taskId?: string; groupId?: string }) {
  const found = useQuery({
    queryKey: ['tasks', dagId, 'overview', taskId, groupId],
    queryFn: () => get<{ task_instances: TaskInstance[] }>(`/api/v2/dags/${part(dagId)}/dagRuns/~/taskInstances`, { task_id: taskId, task_group_id: groupId, order_by: '-start_date', limit: LAST }).then(({ task_instances: all }) => ({ all, now: Date.now() })),
  })
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const begun = found.data.all.filter((task) => task.start_date !== null)
  const [last] = begun
  const failed = begun.filter((task) => task.state === 'failed')
  if (!last) return <Text c="dimmed">{t('It has not started yet.')}</Text>
  const { now } = found.data
  return (
    <Stack>
      <Group gap="xl">
        <Fact name={t('Last instance')}>
          <Group gap="xs">
            <PlainLink href={instanceAddress(last)}>{last.dag_run_id}</PlainLink> <StateBadge state={last.state} /> <Time at={last.start_date} />
          </Group>
        </Fact>
        <Fact name={t('Failed, of the last {{number}}', { number: begun.length })}>
          <PlainLink href={`${taskId === undefined ? `${dagAddress(dagId)}/tasks/group/${part(groupId ?? '')}` : taskAddress(dagId, taskId)}?state=failed`}>{failed.length}</PlainLink>
        </Fact>
      </Group>
      <Durations
        title={t('How long the last {{number}} instances took', { number: begun.length })}
        bars={begun.toReversed().map((task) => ({
          key: task.id,
          href: instanceAddress(task),
          label: `${task.dag_run_id}${taskId === undefined ? ` ${task.task_id}` : ''}${task.map_index < 0 ? '' : ` [${task.map_index}]`}: ${stateName(task.state)}, ${exact(task.start_date)}`,
          state: task.state,
          isEnded: task.end_date !== null,
          ...lasted(task, now),
        }))}
      />
    </Stack>
  )
}
