import { Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { TaskLink } from '../lists/TaskLink'
import { GroupActions } from '../runs/GroupActions'
import { TaskRow } from '../runs/TaskRow'
import { useSession } from '../shared/session'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import { Time } from '../shared/Time'
import { duration } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'

interface Props {
  dagId: string
  runId: string
  taskId: string
  /** What the server said when it was asked for the one instance that there is not. */
  error?: unknown
}

const MOST = 100

/** The page of the instances of a mapped task. */
export function MappedPage() {
  const { dagId, runId, taskId } = useParams({ strict: false }) as { dagId: string; runId: string; taskId: string }
  return <MappedTable dagId={dagId} runId={runId} taskId={taskId} />
}

/** The instances of a mapped task. */
export function MappedTable({ dagId, runId, taskId, error }: Props) {
  const session = useSession().data
  const list = useQuery({
    queryKey: ['tasks', dagId, runId, taskId],
    queryFn: () =>
      get<{ task_instances: TaskInstance[]; total_entries: number }>(`/api/v2/dags/${part(dagId)}/dagRuns/${part(runId)}/taskInstances/${part(taskId)}/listMapped`, {
        limit: MOST,
        order_by: 'map_index',
      }),
    retry: false,
  })
  if (list.error) return <Problem error={error ?? list.error} />
  const counts = new Map<string | null, number>()
  for (const task of list.data?.task_instances ?? []) counts.set(task.state, (counts.get(task.state) ?? 0) + 1)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <AnchorLink to="/dags/$dagId" params={{ dagId }} size="sm">
          {dagId}
        </AnchorLink>
        <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId, runId }} size="sm">
          {runId}
        </AnchorLink>
        <PageTitle name={taskId}>
          {taskId} <span className="dim">{list.data && t('{{count}} instances', { count: list.data.total_entries })}</span>
        </PageTitle>
        {[...counts].map(([state, count]) => (
          <StateBadge key={state} state={state} count={count} />
        ))}
        <GroupActions dagId={dagId} runId={runId} taskId={taskId} />
      </Group>
      <DataTable
        items={list.data?.task_instances}
        keyOf={(task) => task.id}
        empty={t('There are none.')}
        minWidth={420}
        columns={[
          { label: t('Instance'), show: (task) => <TaskLink task={task} /> },
          { label: t('State'), show: (task) => <StateBadge state={task.state} /> },
          { label: t('Try'), isNumber: true, show: (task) => task.try_number || '' },
          { label: t('Started'), show: (task) => task.start_date && <Time at={task.start_date} /> },
          { label: t('Took'), isNumber: true, show: (task) => duration(task.duration) },
          { label: '', show: (task) => <TaskRow task={task} session={session} /> },
        ]}
      />
      {list.data && list.data.total_entries > MOST && (
        <AnchorLink to="/task_instances" search={{ dag: dagId, run: runId, task: taskId }}>
          {t('The first {{shown}} of {{total}}; all of them', { shown: MOST, total: list.data.total_entries })}
        </AnchorLink>
      )}
    </Stack>
  )
}
