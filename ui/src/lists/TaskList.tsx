import { Group, Text } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { part } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { ListPage } from '../shared/ListPage'
import { StateBadge } from '../shared/StateBadge'
import { stateName, taskStates } from '../shared/states'
import { Time } from '../shared/Time'
import { duration } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
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
  ]
  return (
    <>
      {groupId && (
        <Group gap="xs" mb="xs">
          <Text size="sm">{t('Only of the group {{group}}.', { group: groupId })}</Text>
          <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: dagId ?? '', runId: runId ?? '' }} size="sm">
            {t('Show all')}
          </AnchorLink>
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
        filters={[
          ...(dagId === undefined ? [{ name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') }] : []),
          ...(runId === undefined ? [{ name: 'run', parameter: 'run_id_pattern', label: t('Run id') }] : []),
          ...(taskId === undefined ? [{ name: 'task', parameter: 'task_display_name_pattern', label: t('Task') }] : []),
          { name: 'state', parameter: 'state', label: t('State'), choices: taskStates.map((value) => ({ value, label: stateName(value) })) },
        ]}
      />
    </>
  )
}
