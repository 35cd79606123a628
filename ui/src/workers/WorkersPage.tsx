import { Alert, Badge, Card, Group, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { TaskLink } from '../lists/TaskLink'
import { get } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { Time } from '../shared/Time'
import { t } from '../shared/words'

interface Worker {
  id: string
  name: string
  hostname: string
  pid: number
  queues: string[]
  capacity: number
  active: number
  version: string
  started_at: string
  latest_heartbeat: string
  ended_at: string | null
  is_alive: boolean
}

interface Running {
  dag_id: string
  dag_run_id: string
  task_id: string
  map_index: number
  try_number: number
  hostname: string | null
  queue: string
  pid: number | null
  start_date: string | null
}

interface Workers {
  executor: string
  has_workers: boolean
  workers: Worker[]
  queues: { queue: string; waiting: number; workers: number; problem: string | null }[]
  running_tasks: Running[]
  running_total: number
}

/** Who runs tasks: hosts, queues, slots, what runs now, and what waits for nobody. */
export function WorkersPage() {
  const found = useQuery({ queryKey: ['workers'], queryFn: () => get<Workers>('/ui/workers') })
  const data = found.data
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
      {data && data.workers.length > 0 && <WorkerTable workers={data.workers} />}
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

function WorkerTable({ workers }: { workers: Worker[] }) {
  return (
    <DataTable
      items={workers}
      keyOf={(worker) => worker.id}
      empty=""
      columns={[
        {
          label: t('Worker'),
          show: (worker) => (
            <Group gap="xs" wrap="nowrap">
              <Badge variant="dot" tt="none" color={worker.is_alive ? 'green' : 'red'}>
                {worker.is_alive ? t('there') : worker.ended_at ? t('ended') : t('lost')}
              </Badge>
              {worker.name}
            </Group>
          ),
        },
        { label: t('Host'), show: (worker) => worker.hostname },
        { label: t('Process'), isNumber: true, show: (worker) => worker.pid },
        { label: t('Queues'), show: (worker) => worker.queues.join(', ') },
        {
          label: t('Slots'),
          show: (worker) => (
            <Group gap="xs" wrap="nowrap">
              <Progress w={90} value={worker.capacity ? (100 * worker.active) / worker.capacity : 0} aria-label={t('Slots taken')} />
              <span className="nowrap">
                {worker.active} / {worker.capacity}
              </span>
            </Group>
          ),
        },
        { label: t('Version'), show: (worker) => worker.version },
        { label: t('Started'), show: (worker) => <Time at={worker.started_at} /> },
        { label: t('Last heard of'), show: (worker) => <Time at={worker.latest_heartbeat} /> },
      ]}
    />
  )
}
