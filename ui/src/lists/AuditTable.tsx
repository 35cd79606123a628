import { AnchorLink } from '../shared/AnchorLink'
import { JsonCell } from '../shared/JsonCell'
import { ListPage } from '../shared/ListPage'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import { TaskLink } from './TaskLink'
import { more } from './moreFilters'

interface Entry {
  event_log_id: number
  when: string
  dag_id: string | null
  task_id: string | null
  run_id: string | null
  map_index: number | null
  try_number: number | null
  event: string
  owner: string | null
  extra: string | null
}

/** Who did what, the newest first; of everything, or of what is fixed. */
export default function AuditTable({ fixed }: { fixed?: Record<string, string | undefined> }) {
  return (
    <ListPage<Entry>
      title={t('Audit log')}
      isPart={fixed !== undefined}
      hasValues
      about="audit"
      path="/api/v2/eventLogs"
      list="event_logs"
      order="-when"
      {...(fixed ? { fixed } : {})}
      keyOf={(entry) => entry.event_log_id}
      empty={t('Nothing is written down here.')}
      columns={[
        { label: t('When'), sort: 'when', show: (entry) => <Time at={entry.when} /> },
        { label: t('What'), sort: 'event', show: (entry) => <code>{entry.event}</code> },
        { label: t('Who'), sort: 'owner', show: (entry) => entry.owner },
        { label: t('DAG'), show: (entry) => entry.dag_id && <AnchorLink to="/dags/$dagId" params={{ dagId: entry.dag_id }}>{entry.dag_id}</AnchorLink> },
        {
          label: t('Run'),
          show: (entry) => entry.dag_id && entry.run_id && <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: entry.dag_id, runId: entry.run_id }}>{entry.run_id}</AnchorLink>,
        },
        { label: t('Task'), show: (entry) => entry.task_id && (entry.dag_id && entry.run_id ? <TaskLink task={{ dag_id: entry.dag_id, dag_run_id: entry.run_id, task_id: entry.task_id, map_index: entry.map_index ?? -1 }} /> : entry.task_id) },
        { label: t('More'), show: (entry) => <JsonCell value={entry.extra} label={t('More of {{name}}', { name: `${entry.event} ${entry.event_log_id}` })} /> },
      ]}
      filters={[
        { name: 'event', parameter: 'event_pattern', label: t('What') },
        { name: 'user', parameter: 'owner_pattern', label: t('Who') },
        ...(fixed ? [] : [{ name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') }, more('run', 'run_id_pattern', t('Run')), more('task', 'task_id_pattern', t('Task'))]),
        { name: 'from', parameter: 'after', label: t('{{time}} from', { time: t('When') }), kind: 'time', isMore: true },
        { name: 'to', parameter: 'before', label: t('{{time}} until', { time: t('When') }), kind: 'time', isMore: true },
        more('index', 'map_index', t('Map index'), 'number'),
        more('try', 'try_number', t('Try'), 'number'),
      ]}
    />
  )
}
