import { Group, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { attemptShown } from '../early/questions'
import { get } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Facts } from '../shared/Facts'
import { Json, pretty } from '../shared/Json'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import { duration, exact, told } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { TrySelect } from './TrySelect'

/** All that is written down of one try of a task instance; which one stands in the address. */
export default function TaskFacts({ task, path }: { task: TaskInstance; path: string }) {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const shown = attemptShown(search, task.try_number)
  const isEarlier = shown < task.try_number
  const tries = useQuery({ queryKey: ['task', task.dag_id, path, 'tries'], queryFn: () => get<{ task_instances: TaskInstance[] }>(`${path}/tries`), enabled: task.try_number > 1 })
  // the last one is on the page already, with what its earlier ones have not
  const one = isEarlier ? tries.data?.task_instances.find((tried) => tried.try_number === shown) : task
  return (
    <Stack>
      <Group>
        <TrySelect value={shown} last={task.try_number} onChange={(next) => void navigate({ to: '.', search: ((before: object) => ({ ...before, try_number: next })) as never, replace: true })} />
      </Group>
      {tries.error && <Problem error={tries.error} retry={() => void tries.refetch()} />}
      {one && <TryFacts one={one} />}
      {tries.data && tries.data.task_instances.length > 1 && (
        <div>
          <Title order={2} size="h5">
            {t('Tries')}
          </Title>
          <DataTable
            items={tries.data.task_instances}
            keyOf={(tried) => tried.try_number}
            empty=""
            columns={[
              { label: t('Try'), isNumber: true, show: (tried) => tried.try_number },
              { label: t('State'), show: (tried) => <StateBadge state={tried.state} /> },
              { label: t('Started'), show: (tried) => exact(tried.start_date) },
              { label: t('Took'), isNumber: true, show: (tried) => duration(tried.duration) },
              { label: t('Host'), show: (tried) => tried.hostname },
            ]}
          />
        </div>
      )}
      <Title order={2} size="h5">
        {t('Additional attributes')}
      </Title>
      <Facts
        of={[
          [t('Id'), task.id],
          [t('Tries'), t('{{number}} of {{most}}', { number: task.try_number, most: task.max_tries + 1 })],
          [t('Map index'), task.map_index < 0 ? '' : task.map_index],
          [t('Name of the map index'), task.rendered_map_index],
        ]}
      />
      {task.trigger && <Attribute name={t('Trigger')} value={{ ...task.trigger, kwargs: parsed(task.trigger.kwargs) }} />}
      {task.triggerer_job && <Attribute name={t('Job of the triggerer')} value={task.triggerer_job} />}
    </Stack>
  )
}

/** What there is of one try. */
const TryFacts = ({ one }: { one: TaskInstance }) => (
  <Facts
    of={[
      [t('State'), <StateBadge key="state" state={one.state} />],
      [t('Operator'), one.operator_name],
      [t('Logical date'), told(one.logical_date ?? null)],
      [t('Scheduled'), told(one.scheduled_when)],
      [t('Queued'), told(one.queued_when)],
      [t('Started'), told(one.start_date)],
      [t('Ended'), told(one.end_date)],
      [t('Took'), duration(one.duration)],
      [t('Host'), one.hostname],
      [t('Process'), one.pid],
      [t('Unix name'), one.unixname],
      [t('Executor'), one.executor],
      [t('Queue'), one.queue],
      [t('Pool'), `${one.pool} (${one.pool_slots})`],
      [t('Priority'), one.priority_weight],
      [t('Version'), one.dag_version ? `v${one.dag_version.version_number}` : ''],
      [t('Bundle'), [one.dag_version?.bundle_name, one.dag_version?.bundle_version].filter(Boolean).join(' ')],
      [t('Settings for the executor'), one.executor_config === '{}' ? '' : one.executor_config],
      [t('Waits for'), one.trigger?.classpath],
      [t('Trigger'), one.trigger && `${one.trigger.id}, ${told(one.trigger.created_date)}${one.trigger.queue ? `, ${one.trigger.queue}` : ''}`],
      [t('Triggerer'), one.triggerer_job && `${one.triggerer_job.hostname ?? ''} (${one.triggerer_job.id}), ${told(one.triggerer_job.latest_heartbeat)}`],
    ]}
  />
)

const Attribute = ({ name, value }: { name: string; value: unknown }) => (
  <div>
    <Title order={3} size="h6" mb={4}>
      {name}
    </Title>
    <Json value={value} label={name} />
  </div>
)

/** A text that is JSON as what it holds. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(pretty(text)) as unknown
  } catch {
    return text
  }
}
