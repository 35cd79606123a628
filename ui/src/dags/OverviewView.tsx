import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MadeAssets } from '../assets/MadeAssets'
import { QuestionsCard } from '../questions/QuestionsCard'
import { runAddress } from '../shared/addresses'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Durations } from '../shared/Durations'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
import { stateColor, stateName } from '../shared/states'
import { StretchSelect, useStretch } from '../shared/stretches'
import { Time } from '../shared/Time'
import { exact } from '../shared/time'
import { t } from '../shared/words'
import { FailureLog } from './FailureLog'
import { byTask, partsOf, spans, type Overview } from './overview'
import { Spark } from './Spark'

const MOST_TASKS = 8
const PARTS = 24

/** How a DAG has done: how long its runs took, and what failed how often. */
export default function OverviewView({ dagId, questions }: { dagId: string; questions: number }) {
  const { stretch, since } = useStretch()
  const [isOldestFirst, setOldestFirst] = useState(false)
  const overview = useQuery({
    queryKey: ['runs', dagId, 'overview', since, isOldestFirst],
    queryFn: () => get<Overview>(`/ui/overview/${part(dagId)}`, { start_date: since, limit: 50, oldest_events_first: isOldestFirst || undefined }).then((found) => ({ ...found, now: Date.now() })),
    placeholderData: keepPreviousData,
  })
  const data = overview.data
  if (overview.error) return <Problem error={overview.error} retry={() => void overview.refetch()} />
  return (
    <Stack>
      <Group gap="sm">
        <StretchSelect stretch={stretch} />
        {data && (
          <>
            <AnchorLink to="/dags/$dagId/$tab" params={{ dagId, tab: 'runs' }} search={{ state: 'failed' }}>
              {t('Failed runs: {{number}}', { number: data.failed_runs })}{' '}
              <Spark counts={partsOf(data.runs.filter((run) => run.state === 'failed').map((run) => run.end_date), Date.parse(since), data.now, PARTS)} color={stateColor('failed')} />
            </AnchorLink>
            <AnchorLink to="/task_instances" search={{ dag: dagId, state: 'failed' }}>
              {t('Failed task instances: {{number}}', { number: data.failed_tasks })}{' '}
              <Spark counts={partsOf(data.failures.map((one) => one.end_date), Date.parse(since), data.now, PARTS)} color={stateColor('failed')} />
            </AnchorLink>
          </>
        )}
      </Group>
      {questions > 0 && <QuestionsCard place={{ dagId }} number={questions} />}
      {data && data.runs.length === 0 && <Text c="dimmed">{t('The DAG has not run yet.')}</Text>}
      {data && data.runs.length > 0 && (
        <Durations
          title={t('How long the last {{number}} runs took', { number: data.runs.length })}
          bars={data.runs.toReversed().map((run) => ({
            key: run.dag_run_id,
            href: runAddress(dagId, run.dag_run_id),
            label: `${run.dag_run_id}: ${stateName(run.state)}, ${exact(run.run_after)}`,
            state: run.state,
            isEnded: run.end_date !== null,
            ...spans(run, data.now),
          }))}
        />
      )}
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
          {data && data.failures.length === 0 && <Text c="dimmed">{t('None failed in this time.')}</Text>}
          <ul className="failures">
            {data?.failures.slice(0, MOST_TASKS).map((one) => (
              <FailureLog key={one.id} failure={one} />
            ))}
          </ul>
        </Card>
        {data?.asset_events && data.asset_events.total_entries > 0 && (
          <MadeAssets events={data.asset_events} level={2}>
            <Segments
              size="xs"
              aria-label={t('Order')}
              value={isOldestFirst ? 'oldest' : 'newest'}
              onChange={(value) => setOldestFirst(value === 'oldest')}
              data={[
                { value: 'newest', label: t('Newest first') },
                { value: 'oldest', label: t('Oldest first') },
              ]}
            />
          </MadeAssets>
        )}
      </SimpleGrid>
    </Stack>
  )
}
