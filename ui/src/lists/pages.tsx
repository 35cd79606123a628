import { Anchor } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { ListPage } from '../shared/ListPage'
import { useSession } from '../shared/session'
import { Time } from '../shared/Time'
import { exact } from '../shared/time'
import type { ImportError } from '../shared/types'
import { t } from '../shared/words'
import AuditTable from './AuditTable'
import { RunList } from './RunList'
import { more, timeRange } from './moreFilters'
import { TaskLink } from './TaskLink'
import { TaskList } from './TaskList'
import { XComValue } from './XComValue'

export const RunsPage = () => <RunList />

export const TaskInstancesPage = () => <TaskList />

export const AuditPage = () => <AuditTable />

interface XCom {
  key: string
  dag_id: string
  run_id: string
  task_id: string
  map_index: number
  timestamp: string
  run_after: string | null
}

/** What tasks left for others, of all DAGs. */
export function XComsPage() {
  const session = useSession().data
  return (
  <ListPage<XCom>
    title={t('XComs')}
    about="xcoms"
    path="/api/v2/dags/~/dagRuns/~/taskInstances/~/xcomEntries"
    list="xcom_entries"
    keyOf={(one) => `${one.dag_id} ${one.run_id} ${one.task_id} ${one.map_index} ${one.key}`}
    empty={t('No task has left anything.')}
    columns={[
      { label: t('Key'), show: (one) => one.key },
      { label: t('DAG'), show: (one) => <AnchorLink to="/dags/$dagId" params={{ dagId: one.dag_id }}>{one.dag_id}</AnchorLink> },
      { label: t('Run'), show: (one) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: one.dag_id, runId: one.run_id }}>{one.run_id}</AnchorLink> },
      {
        label: t('Task'),
        show: (one) => <TaskLink task={{ ...one, dag_run_id: one.run_id }} />,
      },
      { label: t('Run after'), isMore: true, show: (one) => one.run_after && <Time at={one.run_after} /> },
      { label: t('Map index'), isMore: true, isNumber: true, show: (one) => (one.map_index < 0 ? '' : one.map_index) },
      { label: t('When'), show: (one) => <Time at={one.timestamp} /> },
      { label: t('Value'), show: (one) => <XComValue entry={one} session={session} /> },
    ]}
    chooses="xcoms"
    hasValues
    filters={[
      { name: 'key', parameter: 'xcom_key_pattern', label: t('Key') },
      { name: 'dag', parameter: 'dag_display_name_pattern', label: t('DAG') },
      { name: 'run', parameter: 'run_id_pattern', label: t('Run id') },
      { name: 'task', parameter: 'task_id_pattern', label: t('Task') },
      more('index', 'map_index_filter', t('Map index'), 'number'),
      ...timeRange('after', 'run_after', t('Run after')),
      ...timeRange('logical', 'logical_date', t('Logical date')),
    ]}
  />  )
}

interface Job {
  id: number
  job_type: string
  state: string
  hostname: string
  unixname: string
  start_date: string
  end_date: string | null
  latest_heartbeat: string
  executor_class: string | null
}

/** The processes that make up the cluster, and when each was heard of last. */
export const JobsPage = () => (
  <ListPage<Job>
    title={t('Jobs')}
    about="workers"
    path="/api/v2/jobs"
    list="jobs"
    order="-start_date"
    keyOf={(job) => job.id}
    empty={t('There are none.')}
    columns={[
      { label: t('Id'), sort: 'id', isNumber: true, show: (job) => job.id },
      { label: t('Kind'), sort: 'job_type', show: (job) => job.job_type.replace(/Job$/, '') },
      { label: t('State'), sort: 'state', show: (job) => job.state },
      { label: t('Host'), sort: 'hostname', show: (job) => job.hostname },
      { label: t('Unix name'), show: (job) => job.unixname },
      { label: t('Started'), sort: 'start_date', show: (job) => exact(job.start_date) },
      { label: t('Ended'), sort: 'end_date', show: (job) => exact(job.end_date) },
      { label: t('Last heard of'), sort: 'latest_heartbeat', show: (job) => <Time at={job.latest_heartbeat} /> },
      { label: t('Executor'), show: (job) => job.executor_class },
    ]}
    filters={[
      { name: 'state', parameter: 'job_state', label: t('State'), choices: ['running', 'success', 'failed'] },
      { name: 'type', parameter: 'job_type', label: t('Kind'), choices: ['SchedulerJob', 'TriggererJob', 'DagProcessorJob'] },
      { name: 'host', parameter: 'hostname', label: t('Host') },
      more('executor', 'executor_class', t('Executor')),
      ...timeRange('start', 'start_date', t('Started')),
      ...timeRange('end', 'end_date', t('Ended')),
    ]}
  />
)

/** Files of DAGs that could not be read, with what was wrong. */
export const ImportErrorsPage = () => (
  <ListPage<ImportError>
    title={t('Import errors')}
    about="dags"
    path="/api/v2/importErrors"
    list="import_errors"
    order="-timestamp"
    keyOf={(error) => error.import_error_id}
    empty={t('Every file could be read.')}
    columns={[
      { label: t('File'), sort: 'filename', show: (error) => error.filename },
      { label: t('Bundle'), show: (error) => error.bundle_name },
      { label: t('When'), sort: 'timestamp', show: (error) => <Time at={error.timestamp} /> },
      {
        label: t('What is wrong'),
        show: (error) => (
          <pre className="log" tabIndex={0}>
            {error.stack_trace.trim()}
          </pre>
        ),
      },
    ]}
    filters={[{ name: 'file', parameter: 'filename_pattern', label: t('File') }]}
  />
)

interface Provider {
  package_name: string
  version: string
  description: string
  documentation_url: string | null
}

export const ProvidersPage = () => (
  <ListPage<Provider>
    title={t('Providers')}
    about="providers"
    path="/api/v2/providers"
    list="providers"
    keyOf={(one) => one.package_name}
    empty={t('There are none.')}
    columns={[
      {
        label: t('Package'),
        show: (one) => (one.documentation_url ? <Anchor href={one.documentation_url} target="_blank" rel="noreferrer">{one.package_name}</Anchor> : one.package_name),
      },
      { label: t('Version'), show: (one) => one.version },
      { label: t('What is in it'), show: (one) => one.description },
    ]}
  />
)

interface Plugin {
  name: string
  source: string
}

export const PluginsPage = () => (
  <ListPage<Plugin>
    title={t('Plugins')}
    about="plugins"
    path="/api/v2/plugins"
    list="plugins"
    keyOf={(one) => one.name}
    empty={t('No plugin is installed.')}
    columns={[
      { label: t('Name'), show: (one) => one.name },
      { label: t('From'), show: (one) => one.source },
    ]}
  />
)
