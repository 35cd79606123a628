import { AnchorLink } from '../shared/AnchorLink'
import { JsonCell } from '../shared/JsonCell'
import { ListPage } from '../shared/ListPage'
import { Time } from '../shared/Time'
import { t } from '../shared/words'

interface Event {
  id: number
  asset_id: number
  name: string
  extra: Record<string, unknown>
  source_task_id: string | null
  source_dag_id: string | null
  source_run_id: string | null
  timestamp: string
  partition_key: string | null
  created_dagruns: { dag_id: string; run_id: string; state: string }[]
}

/** When assets changed, by what, and which runs that made. */
export default function EventTable({ fixed }: { fixed?: Record<string, string> }) {
  return (
    <ListPage<Event>
      title={t('Asset events')}
      isPart={fixed !== undefined}
      hasValues
      about="assets"
      path="/api/v2/assets/events"
      list="asset_events"
      order="-timestamp"
      {...(fixed ? { fixed } : {})}
      keyOf={(event) => event.id}
      empty={t('There has been no event.')}
      columns={[
        { label: t('When'), sort: 'timestamp', show: (event) => <Time at={event.timestamp} /> },
        { label: t('Asset'), show: (event) => <AnchorLink to="/assets/$assetId" params={{ assetId: String(event.asset_id) }}>{event.name}</AnchorLink> },
        { label: t('Changed by'), show: (event) => <Source event={event} /> },
        {
          label: t('Runs that it made'),
          show: (event) =>
            event.created_dagruns.map((run) => (
              <AnchorLink key={`${run.dag_id} ${run.run_id}`} to="/dags/$dagId/runs/$runId" params={{ dagId: run.dag_id, runId: run.run_id }} mr={8}>
                {run.dag_id}
              </AnchorLink>
            )),
        },
        { label: t('Partition'), show: (event) => event.partition_key },
        { label: t('More'), show: (event) => Object.keys(event.extra).length > 0 && <JsonCell value={event.extra} label={t('More of {{name}}', { name: `${event.name} ${event.id}` })} /> },
      ]}
      {...(fixed ? {} : { filters: [{ name: 'name', parameter: 'name_pattern', label: t('Asset') }] })}
    />
  )
}

function Source({ event }: { event: Event }) {
  const { source_dag_id: dagId, source_run_id: runId, source_task_id: taskId } = event
  if (!dagId) return t('the API')
  if (!runId || !taskId) return <AnchorLink to="/dags/$dagId" params={{ dagId }}>{dagId}</AnchorLink>
  return (
    <AnchorLink to="/dags/$dagId/runs/$runId/tasks/$taskId" params={{ dagId, runId, taskId }}>
      {dagId} / {taskId}
    </AnchorLink>
  )
}
