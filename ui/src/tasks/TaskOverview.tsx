import { Group, Loader, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { QuestionsCard } from '../questions/QuestionsCard'
import { Fact } from '../runs/Fact'
import { dagAddress, instanceAddress, taskAddress } from '../shared/addresses'
import { get, part } from '../shared/api'
import { Durations } from '../shared/Durations'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import { stateName } from '../shared/states'
import { StretchSelect, useStretch } from '../shared/stretches'
import { Time } from '../shared/Time'
import { exact } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { lasted } from './lasted'

const SHOWN = 50

interface Found {
  task_instances: TaskInstance[]
  total_entries: number
  failed: number
  open_questions: number
}

/** How a task or a group of them has done in a stretch of time: its last instance, how long each took, which failed, and what it asks. */
export default function TaskOverview({ dagId, taskId, groupId }: { dagId: string; taskId?: string; groupId?: string }) {
  const { stretch, since } = useStretch()
  const found = useQuery({
    queryKey: ['tasks', dagId, 'overview', taskId, groupId, since],
    queryFn: () => get<Found>(`/ui/task_overview/${part(dagId)}`, { task_id: taskId, task_group_id: groupId, start_date: since, limit: SHOWN }).then((one) => ({ ...one, now: Date.now() })),
    placeholderData: keepPreviousData,
  })
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const { task_instances: begun, now } = found.data
  const [last] = begun
  return (
    <Stack>
      <Group gap="xl" align="end">
        <StretchSelect stretch={stretch} />
        {last && (
          <>
            <Fact name={t('Last instance')}>
              <Group gap="xs">
                <PlainLink href={instanceAddress(last)}>{last.dag_run_id}</PlainLink> <StateBadge state={last.state} /> <Time at={last.start_date} />
              </Group>
            </Fact>
            <Fact name={t('Failed, of {{number}}', { number: found.data.total_entries })}>
              <PlainLink href={`${taskId === undefined ? `${dagAddress(dagId)}/tasks/group/${part(groupId ?? '')}` : taskAddress(dagId, taskId)}?state=failed`}>{found.data.failed}</PlainLink>
            </Fact>
          </>
        )}
      </Group>
      {found.data.open_questions > 0 && <QuestionsCard place={{ dagId, taskId }} number={found.data.open_questions} />}
      {!last && <Text c="dimmed">{t('It has not started in this time.')}</Text>}
      {last && <Columns begun={begun} now={now} hasNames={taskId === undefined} />}
    </Stack>
  )
}

/** How long each of them took. */
const Columns = ({ begun, now, hasNames }: { begun: TaskInstance[]; now: number; hasNames: boolean }) => (
  <Durations
    title={t('How long the last {{number}} instances took', { number: begun.length })}
    bars={begun.toReversed().map((task) => ({
      key: task.id,
      href: instanceAddress(task),
      label: `${task.dag_run_id}${hasNames ? ` ${task.task_id}` : ''}${task.map_index < 0 ? '' : ` [${task.map_index}]`}: ${stateName(task.state)}, ${exact(task.start_date)}`,
      state: task.state,
      isEnded: task.end_date !== null,
      ...lasted(task, now),
    }))}
  />
)
