import { Alert, Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { TaskLink } from '../lists/TaskLink'
import { asking } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import { RevokeButton } from './RevokeButton'
import { SteerMenu } from './SteerMenu'
import { useLoads } from './useLoads'
import { gibi, workerOf, type Running, type Worker, type Workers, type WorkerState } from './worker'

/** Who runs tasks: hosts, queues, slots, what runs now, and what waits for nobody. */
export function WorkersPage() {
  const found = useQuery({ queryKey: ['workers'], ...asking<Workers>('/ui/workers') })
  useLoads()
  const maySteer = useMay()('can_edit', 'Cluster Activity')
  const data = found.data
  const isSteered = maySteer && data?.can_steer === true
  const alive = data?.workers.filter((worker) => worker.is_alive) ?? []
  const [taken, slots] = [alive.reduce((sum, worker) => sum + worker.active, 0), alive.reduce((sum, worker) => sum + worker.capacity, 0)]
  const unserved = data?.queues.filter((queue) => queue.problem) ?? []
  return (
    <Stack>
      <PageTitle name={t('Workers')} />
      {found.error && <Problem error={found.error} retry={() => void found.refetch()} />}
      {unserved.length > 0 && (
        <Alert color="red" title={t('Tasks that no worker will take')} role="alert">
          {unserved.map((queue) => (
            <div key={queue.queue}>{queue.problem}</div>
          ))}
        </Alert>
      )}
      {data && (
        <SimpleGrid cols={{ base: 2, sm: 4 }}>
          <Number name={t('Executor')} value={data.executor} />
          <Number name={t('Workers that are there')} value={data.has_workers ? String(alive.length) : t('none needed')} />
          <Number name={t('Slots taken')} value={data.has_workers ? `${taken} / ${slots}` : ''} />
          <Number name={t('Tasks that run now')} value={String(data.running_total)} />
        </SimpleGrid>
      )}
      {data && !data.has_workers && <Text size="sm">{t('This executor runs tasks beside the scheduler, without workers of their own.')}</Text>}
      {data && data.workers.length > 0 && <WorkerTable workers={data.workers} isSteered={isSteered} />}
      {data && data.queues.length > 0 && (
        <section>
          <Title order={2} size="h5">
            {t('Queues')}
          </Title>
          <DataTable
            items={data.queues}
            keyOf={(queue) => queue.queue}
            empty=""
            minWidth={360}
            columns={[
              { label: t('Queue'), show: (queue) => (queue.problem ? <Text span inherit c="red" fw={600}>{queue.queue}</Text> : queue.queue) },
              { label: t('Waiting tasks'), isNumber: true, show: (queue) => queue.waiting },
              { label: t('Workers'), isNumber: true, show: (queue) => queue.workers },
            ]}
          />
        </section>
      )}
      <section>
        <Title order={2} size="h5">
          {t('What runs now')}
        </Title>
        <DataTable
          items={data?.running_tasks}
          keyOf={(task) => `${task.dag_id} ${task.dag_run_id} ${task.task_id} ${task.map_index}`}
          empty={t('Nothing runs.')}
          columns={[
            { label: t('DAG'), show: (task) => task.dag_id },
            { label: t('Run'), show: (task) => task.dag_run_id },
            { label: t('Task'), show: (task) => <TaskLink task={task} /> },
            { label: t('Try'), isNumber: true, show: (task) => task.try_number },
            { label: t('Host'), show: (task) => task.hostname },
            { label: t('Queue'), show: (task) => task.queue },
            { label: t('Process'), isNumber: true, show: (task) => task.pid },
            { label: t('Started'), show: (task) => <Time at={task.start_date} /> },
            ...(isSteered
              ? [
                  {
                    label: '',
                    show: (task: Running) => {
                      const worker = workerOf(task, data?.workers ?? [])
                      return worker && <RevokeButton task={task} worker={worker} />
                    },
                  },
                ]
              : []),
          ]}
        />
      </section>
    </Stack>
  )
}

function Number({ name, value }: { name: string; value: string }) {
  return (
    <Card withBorder padding="xs">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fw={600}>{value || '–'}</Text>
    </Card>
  )
}

const states: Record<WorkerState, { name: () => string; color: string }> = {
  serving: { name: () => t('there'), color: 'green' },
  draining: { name: () => t('drains'), color: 'orange' },
  drained: { name: () => t('drained'), color: 'orange' },
  silent: { name: () => t('lost'), color: 'red' },
  ended: { name: () => t('ended'), color: 'gray' },
}

/** A share as a bar, with its words beside it. */
function Share({ label, of, words }: { label: string; of: number; words: string }) {
  return (
    <span className="share">
      <meter min={0} max={1} high={0.9} optimum={0} value={of} aria-label={label} />
      <span className="nowrap">{words}</span>
    </span>
  )
}

function WorkerTable({ workers, isSteered }: { workers: Worker[]; isSteered: boolean }) {
  return (
    <DataTable
      items={workers}
      keyOf={(worker) => worker.id}
      empty=""
      minWidth={1000}
      columns={[
        {
          label: t('Worker'),
          show: (worker) => (
            <Group gap="xs" wrap="nowrap">
              <Badge variant="dot" tt="none" className="state" color={states[worker.state].color}>
                {states[worker.state].name()}
              </Badge>
              {worker.name}
            </Group>
          ),
        },
        { label: t('Host'), show: (worker) => worker.hostname },
        { label: t('Process'), isNumber: true, show: (worker) => worker.pid || '' },
        { label: t('Queues'), show: (worker) => worker.queues.join(', ') },
        { label: t('Slots'), show: (worker) => <Share label={t('Slots taken')} of={worker.capacity ? worker.active / worker.capacity : 0} words={`${worker.active} / ${worker.capacity}`} /> },
        { label: t('Processors'), show: (worker) => worker.is_alive && worker.cpu_percent !== null && <Share label={t('Processors')} of={worker.cpu_percent / 100} words={`${Math.round(worker.cpu_percent)} %`} /> },
        {
          label: t('Memory'),
          show: (worker) =>
            worker.is_alive &&
            worker.memory_used !== null &&
            worker.memory_total !== null && <Share label={t('Memory')} of={worker.memory_used / worker.memory_total} words={t('{{used}} of {{total}} GiB', { used: gibi(worker.memory_used), total: gibi(worker.memory_total) })} />,
        },
        { label: t('Version'), show: (worker) => worker.version },
        { label: t('Started'), show: (worker) => <Time at={worker.started_at} /> },
        { label: t('Last heard of'), show: (worker) => <Time at={worker.latest_heartbeat} /> },
        ...(isSteered ? [{ label: '', show: (worker: Worker) => worker.is_alive && <SteerMenu worker={worker} /> }] : []),
      ]}
    />
  )
}
