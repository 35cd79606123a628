import { Card, Group, Select, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { TaskLink } from '../lists/TaskLink'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Problem } from '../shared/Problem'
import { stateColor, stateName } from '../shared/states'
import { Time } from '../shared/Time'
import { duration, exact } from '../shared/time'
import { t } from '../shared/words'
import { byTask, median, spans, type Overview, type OverviewRun } from './overview'

const HOUR = 3_600_000
const HEIGHT = 160
const MOST_TASKS = 8

const stretches = { '1': () => t('the last hour'), '24': () => t('the last day'), '168': () => t('the last week'), '720': () => t('the last month') } as const

/** How a DAG has done: how long its runs took, and what failed how often. */
export default function OverviewView({ dagId }: { dagId: string }) {
  const { hours } = useSearch({ strict: false })
  const navigate = useNavigate()
  const stretch = hours && hours in stretches ? (hours as keyof typeof stretches) : '168'
  const since = useMemo(() => new Date(Date.now() - Number(stretch) * HOUR).toISOString(), [stretch])
  const overview = useQuery({
    queryKey: ['runs', dagId, 'overview', since],
    queryFn: () => get<Overview>(`/ui/overview/${part(dagId)}`, { start_date: since, limit: 50 }).then((found) => ({ ...found, now: Date.now() })),
    placeholderData: keepPreviousData,
  })
  const data = overview.data
  if (overview.error) return <Problem error={overview.error} retry={() => void overview.refetch()} />
  return (
    <Stack>
      <Group gap="sm">
        <Select
          size="xs"
          w={160}
          aria-label={t('Look back over')}
          data={Object.entries(stretches).map(([value, label]) => ({ value, label: label() }))}
          value={stretch}
          onChange={(value) => void navigate({ to: '.', search: value ? { hours: value } : {}, replace: true })}
          allowDeselect={false}
        />
        {data && (
          <>
            <AnchorLink to="/dags/$dagId/$tab" params={{ dagId, tab: 'runs' }} search={{ state: 'failed' }}>
              {t('Failed runs: {{number}}', { number: data.failed_runs })}
            </AnchorLink>
            <AnchorLink to="/task_instances" search={{ dag: dagId, state: 'failed' }}>
              {t('Failed task instances: {{number}}', { number: data.failed_tasks })}
            </AnchorLink>
          </>
        )}
      </Group>
      {data && data.runs.length === 0 && <Text c="dimmed">{t('The DAG has not run yet.')}</Text>}
      {data && data.runs.length > 0 && <Durations dagId={dagId} runs={data.runs} now={data.now} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Card withBorder>
          <Title order={2} size="h5" mb="xs">
            {t('Tasks that failed most often')}
          </Title>
          <DataTable
            items={data && byTask(data.failures).slice(0, MOST_TASKS)}
            keyOf={(one) => one.task_id}
            empty={t('None failed in this time.')}
            minWidth={320}
            columns={[
              { label: t('Task'), show: (one) => <AnchorLink to="/dags/$dagId/tasks/$taskId" params={{ dagId, taskId: one.task_id }}>{one.task_id}</AnchorLink> },
              { label: t('How often'), isNumber: true, show: (one) => one.count },
              { label: t('Last time'), show: (one) => <Time at={one.last.end_date} /> },
            ]}
          />
        </Card>
        <Card withBorder>
          <Title order={2} size="h5" mb="xs">
            {t('What failed last')}
          </Title>
          <DataTable
            items={data?.failures.slice(0, MOST_TASKS)}
            keyOf={(one) => one.id}
            empty={t('None failed in this time.')}
            minWidth={320}
            columns={[
              { label: t('Run'), show: (one) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId, runId: one.dag_run_id }}>{one.dag_run_id}</AnchorLink> },
              { label: t('Task'), show: (one) => <TaskLink task={one} /> },
              { label: t('When'), show: (one) => <Time at={one.end_date} /> },
            ]}
          />
        </Card>
      </SimpleGrid>
    </Stack>
  )
}

/** The last runs as columns: the pale part waited, the full part ran; a line stands at the median. One run that took much longer flattens the others unless roots are drawn. */
function Durations({ dagId, runs, now }: { dagId: string; runs: OverviewRun[]; now: number }) {
  const [isRoot, setRoot] = useState(false)
  const bars = runs.toReversed().map((run) => ({ run, ...spans(run, now) }))
  const scale = (seconds: number) => (isRoot ? Math.sqrt(seconds) : seconds)
  const most = Math.max(0.001, ...bars.map((bar) => scale(bar.waited + bar.ran)))
  const middle = median(bars.filter((bar) => bar.run.end_date).map((bar) => bar.ran))
  const longest = Math.max(...bars.map((bar) => bar.waited + bar.ran))
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {t('How long the last {{number}} runs took', { number: bars.length })}
        </Title>
        <Group gap="md">
          <Text size="sm" c="dimmed">
            {middle !== null && t('median {{time}}', { time: duration(middle) })} · {t('longest {{time}}', { time: duration(longest) })}
          </Text>
          <Switch size="xs" label={t('Make short ones visible')} checked={isRoot} onChange={(event) => setRoot(event.currentTarget.checked)} />
        </Group>
      </Group>
      <div className="columns durations" style={{ height: HEIGHT }}>
        {middle !== null && <hr aria-hidden style={{ bottom: `${(100 * scale(middle)) / most}%` }} />}
        {bars.map(({ run, waited, ran }) => {
          const label = `${run.dag_run_id}: ${stateName(run.state)}, ${exact(run.run_after)}, ${t('waited {{time}}', { time: duration(waited) })}, ${t('ran {{time}}', { time: duration(ran) })}`
          const height = (100 * scale(waited + ran)) / most
          const share = waited + ran > 0 ? waited / (waited + ran) : 0
          return (
            <Link key={run.dag_run_id} to="/dags/$dagId/runs/$runId" params={{ dagId, runId: run.dag_run_id }} title={label} aria-label={label}>
              <i style={{ height: `${height * share}%`, background: stateColor(run.state), opacity: 0.35 }} />
              <i style={{ height: `max(3px, ${height * (1 - share)}%)`, background: stateColor(run.state) }} />
            </Link>
          )
        })}
      </div>
    </Card>
  )
}
