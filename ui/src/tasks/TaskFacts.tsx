import { Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Facts } from '../shared/Facts'
import { StateBadge } from '../shared/StateBadge'
import { duration, exact, told } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'

/** All that is written down of a task instance and its tries. */
export default function TaskFacts({ task, path }: { task: TaskInstance; path: string }) {
  const tries = useQuery({ queryKey: ['task', task.dag_id, path, 'tries'], queryFn: () => get<{ task_instances: TaskInstance[] }>(`${path}/tries`) })
  return (
    <Stack>
      <Facts
        of={[
          [t('Operator'), task.operator_name],
          [t('Try'), t('{{number}} of {{most}}', { number: task.try_number, most: task.max_tries + 1 })],
          [t('Logical date'), told(task.logical_date)],
          [t('Scheduled'), told(task.scheduled_when)],
          [t('Queued'), told(task.queued_when)],
          [t('Started'), told(task.start_date)],
          [t('Ended'), told(task.end_date)],
          [t('Took'), duration(task.duration)],
          [t('Host'), task.hostname],
          [t('Process'), task.pid],
          [t('Unix name'), task.unixname],
          [t('Executor'), task.executor],
          [t('Queue'), task.queue],
          [t('Pool'), `${task.pool} (${task.pool_slots})`],
          [t('Priority'), task.priority_weight],
          [t('Version'), task.dag_version ? `v${task.dag_version.version_number}` : ''],
          [t('Settings for the executor'), task.executor_config === '{}' ? '' : task.executor_config],
          [t('Waits for'), task.trigger?.classpath],
          [t('Trigger'), task.trigger && `${task.trigger.id}, ${told(task.trigger.created_date)}${task.trigger.queue ? `, ${task.trigger.queue}` : ''}`],
          [t('Triggerer'), task.triggerer_job && `${task.triggerer_job.hostname ?? ''} (${task.triggerer_job.id}), ${told(task.triggerer_job.latest_heartbeat)}`],
          [t('Id'), task.id],
        ]}
      />
      {tries.data && tries.data.task_instances.length > 1 && (
        <div>
          <Title order={2} size="h5">
            {t('Tries')}
          </Title>
          <DataTable
            items={tries.data.task_instances}
            keyOf={(one) => one.try_number}
            empty=""
            columns={[
              { label: t('Try'), isNumber: true, show: (one) => one.try_number },
              { label: t('State'), show: (one) => <StateBadge state={one.state} /> },
              { label: t('Started'), show: (one) => exact(one.start_date) },
              { label: t('Took'), isNumber: true, show: (one) => duration(one.duration) },
              { label: t('Host'), show: (one) => one.hostname },
            ]}
          />
        </div>
      )}
    </Stack>
  )
}
