import { Group, Text } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { part } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { ListPage } from '../shared/ListPage'
import { StateBadge } from '../shared/StateBadge'
import { stateName, taskStates } from '../shared/states'
import { Time } from '../shared/Time'
import { duration, exact } from '../shared/time'
import { GroupActions } from '../runs/GroupActions'
import { TaskBulk } from '../runs/TaskBulk'
import { TaskRow } from '../runs/TaskRow'
import { may, useSession } from '../shared/session'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { durations, more, timeRange } from './moreFilters'
import { TaskLink } from './TaskLink'

interface Props {
  dagId?: string
  runId?: string
  taskId?: string
  groupId?: string | undefined
}

/** Task instances: of a run, of a task over all runs, or of everything. */
export function TaskList({ dagId, runId, taskId, groupId }: Props) {
  const isPart = dagId !== undefined
  const session = useSession().data
  const isSteerable = may(session, 'can_edit', 'Task Instances') || may(session, 'can_delete', 'Task Instances')
  const columns: Column<TaskInstance>[] = [
    ...(dagId === undefined ? [{ label: t('DAG'), sort: 'dag_id', show: (task: TaskInstance) => <AnchorLink to="/dags/$dagId" params={{ dagId: task.dag_id }}>{task.dag_id}</AnchorLink> }] : []),
    ...(runId === undefined
      ? [{ label: t('Run'), show: (task: TaskInstance) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: task.dag_id, runId: task.dag_run_id }}>{task.dag_run_id}</AnchorLink> }]
      : []),
    { label: t('Task'), show: (task) => <TaskLink task={task} /> },
    { label: t('State'), sort: 'state', show: (task) => <StateBadge state={task.state} /> },
    { label: t('Try'), sort: 'try_number', isNumber: true, show: (task) => task.try_number || '' },
    { label: t('Started'), sort: 'start_date', show: (task) => task.start_date && <Time at={task.start_date} /> },
    { label: t('Took'), sort: 'duration', isNumber: true, show: (task) => duration(task.duration) },
    { label: t('Operator'), show: (task) => task.operator_name },
    { label: t('Note'), show: (task) => task.note },
    { label: t('Map index'), isMore: true, isNumber: true, show: (task) => (task.map_index < 0 ? '' : task.map_index) },
    { label: t('Ended'), sort: 'end_date', isMore: true, show: (task) => task.end_date && <Time at={task.end_date} /> },
    { label: t('Logical date'), sort: 'logical_date', isMore: true, show: (task) => exact(task.logical_date) },
    { label: t('Scheduled'), isMore: true, show: (task) => task.scheduled_when && <Time at={task.scheduled_when} /> },
    { label: t('Queued'), isMore: true, show: (task) => task.queued_when && <Time at={task.queued_when} /> },
    { label: t('Pool'), isMore: true, show: (task) => task.pool },
    { label: t('Queue'), isMore: true, show: (task) => task.queue },
    { label: t('Host'), isMore: true, show: (task) => task.hostname },
    { label: t('Priority'), isMore: true, isNumber: true, show: (task) => task.priority_weight },
    { label: t('Version'), isMore: true, show: (task) => task.dag_version && `v${task.dag_version.version_number}` },
    ...(isSteerable ? [{ label: '', show: (task: TaskInstance) => <TaskRow task={task} session={session} /> }] : []),
  ]
  return (
    <>
      {groupId && dagId !== undefined && runId !== undefined && (
        <Group gap="xs" mb="xs">
          <Text size="sm">{t('Only of the group {{group}}.', { group: groupId })}</Text>
          <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId, runId }} size="sm">
            {t('Show all')}
          </AnchorLink>
          <AnchorLink to="/dags/$dagId/tasks/group/$groupId" params={{ dagId, groupId }} size="sm">
            {t('in all runs')}
          </AnchorLink>
          <GroupActions dagId={dagId} runId={runId} groupId={groupId} />
        </Group>
      )}
      <ListPage<TaskInstance>
        title={t('Task instances')}
        isPart={isPart}
        about="tasks"
        {...(dagId === undefined ? {} : { dagId })}
        path={`/api/v2/dags/${dagId === undefined ? '~' : part(dagId)}/dagRuns/${runId === undefined ? '~' : part(runId)}/taskInstances`}
        list="task_instances"
        order={runId === undefined ? '-start_date' : 'start_date'}
        fixed={{ task_id: taskId, task_group_id: groupId }}
        keyOf={(task) => task.id}
        empty={t('There are none.')}
        columns={columns}
        chooses={isPart ? 'task instances of a part' : 'task instances'}
        nameOf={(task) => `${task.task_id}${task.map_index < 0 ? '' : ` [${task.map_index}]`}`}
        bulk={isSteerable ? (tasks, done) => <TaskBulk tasks={tasks} onDone={done} /> : undefined}
        filters={[
          ...(dagId === undefined ? [{ name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') }] : []),
          ...(runId === undefined ? [{ name: 'run', parameter: 'run_id_pattern', label: t('Run id') }] : []),
          ...(taskId === undefined ? [{ name: 'task', parameter: 'task_display_name_pattern', label: t('Task') }] : []),
          { name: 'state', parameter: 'state', label: t('State'), choices: taskStates.map((value) => ({ value, label: stateName(value) })) },
          ...(runId === undefined ? timeRange('logical', 'logical_date', t('Logical date')) : []),
          ...timeRange('start', 'start_date', t('Started')),
          ...timeRange('end', 'end_date', t('Ended')),
          ...durations(),
          more('pool', 'pool', t('Pool')),
          more('queue', 'queue_name_pattern', t('Queue')),
          more('operator', 'operator_name_pattern', t('Operator')),
          more('try', 'try_number', t('Try'), 'number'),
          more('index', 'map_index', t('Map index'), 'number'),
          more('named', 'rendered_map_index_pattern', t('Name of the map index')),
          more('version', 'version_number', t('Version'), 'number'),
        ]}
      />
    </>
  )
}
