import { Alert, Badge, Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Item } from '../admin/kind'
import { MadeAssets, type Made } from '../assets/MadeAssets'
import { QuestionsCard } from '../questions/QuestionsCard'
import { homeQuestion, homeSince, homeStretch, type HomeStretch } from '../early/questions'
import { PlainLink } from '../shared/PlainLink'
import { AnchorLink } from '../shared/AnchorLink'
import { asking } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { grouped } from '../shared/number'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import { stateColor, stateName } from '../shared/states'
import { Time } from '../shared/Time'
import type { DagRun, Health, ImportError } from '../shared/types'
import { t } from '../shared/words'
import { Alerts, type Told } from './Alerts'
import { FavoritesCard, type Favorite } from './FavoritesCard'
import { PoolsCard } from './PoolsCard'
import { TrendChart } from './TrendChart'

/** Stretches of time, in hours, that one looks back over. */
const stretches = { '1': () => t('the last hour'), '12': () => t('the last 12 hours'), '24': () => t('the last day'), '168': () => t('the last week') } satisfies Record<HomeStretch, () => string>

interface Home {
  alerts: Told[]
  health: Health
  failed_runs: { dag_runs: DagRun[]; total_entries: number }
  import_errors: { import_errors: ImportError[]; total_entries: number } | null
  open_questions: number | null
  dag_run_states: Record<string, number> | null
  task_instance_states: Record<string, number> | null
  dag_states: Record<string, number> | null
  favorites: Favorite[]
  pools: Item[] | null
  asset_events: Made | null
}

/** The first page: what needs somebody, then how everything is. */
export function HomePage() {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const stretch = homeStretch(search)
  const since = useMemo(() => homeSince(stretch, Date.now()), [stretch])
  const words = stretches[stretch]()
  const home = useQuery({ queryKey: ['home', undefined, since], ...asking<Home>(homeQuestion(since)) })
  const data = home.data
  const unserved = data?.health.workers?.unserved ?? []
  const unwell = data ? partsOf(data.health).filter(([, status]) => status !== null && status !== 'healthy') : []
  const isQuiet = data && unwell.length === 0 && unserved.length === 0 && data.failed_runs.total_entries === 0 && !data.import_errors?.total_entries && !data.open_questions

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle name={t('What needs you')} />
        <Select
          w={170}
          aria-label={t('Look back over')}
          data={Object.entries(stretches).map(([value, label]) => ({ value, label: label() }))}
          value={stretch}
          onChange={(value) => void navigate({ to: '/', search: value && value !== '24' ? { hours: value } : {}, replace: true })}
          allowDeselect={false}
        />
      </Group>
      {data && <Alerts alerts={data.alerts} />}
      {data && <Pills data={data} />}
      {home.error && <Problem error={home.error} retry={() => void home.refetch()} />}
      {isQuiet && <Text c="dimmed">{t('Nothing does: no run failed in {{stretch}}, every file could be read, and every part is well.', { stretch: words })}</Text>}
      {unwell.length > 0 && (
        <Alert color="red" title={t('Parts that are not well')}>
          {unwell.map(([name, , beat]) => (
            <div key={name}>
              {name}: {t('last heard of')} <Time at={beat} />
            </div>
          ))}
          <AnchorLink to="/jobs">{t('To the jobs')}</AnchorLink>
        </Alert>
      )}
      {unserved.length > 0 && (
        <Alert color="red" title={t('Tasks that no worker will take')}>
          {unserved.map((queue) => (
            <div key={queue.queue}>{queue.reason}</div>
          ))}
          <AnchorLink to="/workers">{t('To the workers')}</AnchorLink>
        </Alert>
      )}
      {Boolean(data?.open_questions) && <QuestionsCard place={{}} number={data?.open_questions ?? 0} />}
      {data?.import_errors && data.import_errors.total_entries > 0 && <Errors errors={data.import_errors} />}
      {(!data || data.failed_runs.total_entries > 0) && <Failed runs={data?.failed_runs} stretch={words} />}
      <Title order={2} size="h5">
        {t('How everything is')}
      </Title>
      {data && <Parts health={data.health} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {data?.dag_run_states && <Counts title={t('Runs of {{stretch}}', { stretch: words })} counts={data.dag_run_states} to="/dag_runs" />}
        {data?.task_instance_states && <Counts title={t('Task instances of {{stretch}}', { stretch: words })} counts={data.task_instance_states} to="/task_instances" />}
        {data && <FavoritesCard dags={data.favorites} />}
        {data && <TrendChart since={since} />}
        {data?.pools && <PoolsCard pools={data.pools} />}
        {data?.asset_events && <MadeAssets events={data.asset_events} />}
      </SimpleGrid>
    </Stack>
  )
}

/** How many there are of what one looks for first; what is well is not told. */
function Pills({ data }: { data: Home }) {
  const counts = data.dag_states ?? {}
  const active = Object.values(counts).reduce((sum, one) => sum + one, 0)
  const pills: [text: string, href: string, isBad: boolean, number: number | null | undefined][] = [
    [t('Open questions: {{number}}', { number: data.open_questions }), '/required_actions', true, data.open_questions],
    [t('DAGs whose last run failed: {{number}}', { number: counts.failed }), '/dags?state=failed', true, counts.failed],
    [t('Files that cannot be read: {{number}}', { number: data.import_errors?.total_entries }), '/import_errors', true, data.import_errors?.total_entries],
    [t('DAGs with queued runs: {{number}}', { number: counts.queued }), '/dags?any=queued', false, counts.queued],
    [t('DAGs that run now: {{number}}', { number: counts.running }), '/dags?state=running', false, counts.running],
    [t('Active DAGs: {{number}}', { number: active }), '/dags?state=active', false, data.dag_states && active],
  ]
  const shown = pills.filter(([, , isBad, number]) => number !== null && number !== undefined && (number > 0 || !isBad))
  return (
    <nav className="pills" aria-label={t('In numbers')}>
      {shown.map(([text, href, isBad]) => (
        <PlainLink key={href} href={href} className={isBad ? 'pill bad' : 'pill plain'}>
          {text}
        </PlainLink>
      ))}
    </nav>
  )
}

function Errors({ errors }: { errors: { import_errors: ImportError[]; total_entries: number } }) {
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Title order={2} size="h5" mb="xs">
          {t('Files that cannot be read')} <span className="dim">{grouped(errors.total_entries)}</span>
        </Title>
        <AnchorLink to="/import_errors" size="sm">
          {t('All of them')}
        </AnchorLink>
      </Group>
      {errors.import_errors.map((error) => (
        <details key={error.import_error_id}>
          <summary>
            <b>{error.filename}</b> <Time at={error.timestamp} />
          </summary>
          <pre className="log" tabIndex={0}>
            {error.stack_trace.trim()}
          </pre>
        </details>
      ))}
    </Card>
  )
}

function Failed({ runs, stretch }: { runs: Home['failed_runs'] | undefined; stretch: string }) {
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {t('Runs that failed in {{stretch}}', { stretch })} {runs && <span className="dim">{grouped(runs.total_entries)}</span>}
        </Title>
        <AnchorLink to="/dag_runs" search={{ state: 'failed' }} size="sm">
          {t('All of them')}
        </AnchorLink>
      </Group>
      <DataTable
        items={runs?.dag_runs}
        keyOf={(run) => `${run.dag_id}/${run.dag_run_id}`}
        empty=""
        minWidth={460}
        columns={[
          { label: t('DAG'), show: (run) => <AnchorLink to="/dags/$dagId" params={{ dagId: run.dag_id }}>{run.dag_id}</AnchorLink> },
          { label: t('Run'), show: (run) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: run.dag_id, runId: run.dag_run_id }}>{run.dag_run_id}</AnchorLink> },
          { label: t('State'), show: (run) => <StateBadge state={run.state} /> },
          { label: t('Ended'), show: (run) => <Time at={run.end_date} /> },
        ]}
      />
    </Card>
  )
}

/** How many are in which state, as a bar and as links to them. */
function Counts({ title, counts, to }: { title: string; counts: Record<string, number>; to: '/dag_runs' | '/task_instances' }) {
  const entries = Object.entries(counts).filter(([, count]) => count > 0)
  const total = entries.reduce((sum, [, count]) => sum + count, 0)
  return (
    <Card withBorder>
      <Title order={3} size="h6" mb="xs">
        {title} <span className="dim">{grouped(total)}</span>
      </Title>
      <div className="bar" aria-hidden>
        {entries.map(([state, count]) => (
          <span key={state} style={{ width: `${(100 * count) / total}%`, background: stateColor(state) }} />
        ))}
      </div>
      <Group gap="xs" mt="xs">
        {entries.map(([state, count]) => (
          <AnchorLink key={state} to={to} search={{ state }} underline="never" aria-label={`${count} ${stateName(state)}`}>
            <StateBadge state={state} count={count} />
          </AnchorLink>
        ))}
        {total === 0 && <Text size="sm" c="dimmed">{t('There were none.')}</Text>}
      </Group>
    </Card>
  )
}

/** The parts of the cluster: the name of each, how it is, and when it was heard of last. */
const partsOf = (health: Health): [string, string | null, string | null][] => [
  [t('Database'), health.metadatabase.status, null],
  [t('Scheduler'), health.scheduler.status, health.scheduler.latest_scheduler_heartbeat],
  [t('Triggerer'), health.triggerer.status, health.triggerer.latest_triggerer_heartbeat],
  [t('DAG processor'), health.dag_processor.status, health.dag_processor.latest_dag_processor_heartbeat],
]

/** How each part of the cluster is. */
function Parts({ health }: { health: Health }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      {partsOf(health).map(([name, status, beat]) => (
        <Card withBorder key={name} padding="xs">
          <Group justify="space-between" wrap="wrap" gap={4}>
            <Text size="sm">{name}</Text>
            <Badge color={status === 'healthy' ? 'green' : status ? 'red' : 'gray'} variant="dot" tt="none">
              {status === 'healthy' ? t('healthy') : status ? t('not healthy') : t('not there')}
            </Badge>
          </Group>
          {status !== 'healthy' && beat && (
            <Text size="xs" c="dimmed">
              {t('last heard of')} <Time at={beat} />
            </Text>
          )}
        </Card>
      ))}
    </SimpleGrid>
  )
}
