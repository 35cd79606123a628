import { Group, Text } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { part } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { JsonCell } from '../shared/JsonCell'
import { ListPage } from '../shared/ListPage'
import { StateBadge } from '../shared/StateBadge'
import { Kind } from '../shared/KindMark'
import { kindName, runStates, stateName } from '../shared/states'
import { Time } from '../shared/Time'
import { duration, exact } from '../shared/time'
import { RunBulk } from '../runs/RunBulk'
import { RunRow } from '../runs/RunRow'
import { may, useSession } from '../shared/session'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'
import { durations, more, timeRange } from './moreFilters'

const types = ['manual', 'scheduled', 'backfill', 'asset_triggered', 'operator_triggered', 'asset_materialization']

/** Runs of one DAG, or of all. */
export function RunList({ dagId, day }: { dagId?: string; day?: string | undefined }) {
  const session = useSession().data
  const isSteerable = may(session, 'can_edit', 'DAG Runs') || may(session, 'can_delete', 'DAG Runs')
  const columns: Column<DagRun>[] = [
    ...(dagId === undefined
      ? [{ label: t('DAG'), sort: 'dag_id', show: (run: DagRun) => <AnchorLink to="/dags/$dagId" params={{ dagId: run.dag_id }}>{run.dag_id}</AnchorLink> }]
      : []),
    { label: t('Run'), sort: 'run_id', show: (run) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: run.dag_id, runId: run.dag_run_id }}>{run.dag_run_id}</AnchorLink> },
    { label: t('State'), sort: 'state', show: (run) => <StateBadge state={run.state} /> },
    { label: t('Made'), show: (run) => <Kind kind={run.run_type} /> },
    { label: t('Run after'), sort: 'run_after', show: (run) => <Time at={run.run_after} /> },
    { label: t('Started'), sort: 'start_date', show: (run) => run.start_date && <Time at={run.start_date} /> },
    { label: t('Took'), sort: 'duration', isNumber: true, show: (run) => duration(run.duration) },
    { label: t('By'), show: (run) => run.triggering_user_name },
    { label: t('Version'), show: (run) => run.dag_versions.map((version) => `v${version.version_number}`).join(', ') },
    { label: t('Note'), show: (run) => run.note },
    { label: t('Ended'), sort: 'end_date', isMore: true, show: (run) => run.end_date && <Time at={run.end_date} /> },
    { label: t('Queued'), isMore: true, show: (run) => run.queued_at && <Time at={run.queued_at} /> },
    { label: t('Logical date'), sort: 'logical_date', isMore: true, show: (run) => exact(run.logical_date) },
    { label: t('Data from'), isMore: true, show: (run) => exact(run.data_interval_start) },
    { label: t('Data until'), isMore: true, show: (run) => exact(run.data_interval_end) },
    { label: t('Conf'), isMore: true, show: (run) => run.conf && Object.keys(run.conf).length > 0 && <JsonCell value={run.conf} label={t('Conf of {{run}}', { run: run.dag_run_id })} /> },
    { label: t('Partition'), isMore: true, show: (run) => run.partition_key },
    { label: t('Version of the bundle'), isMore: true, show: (run) => run.bundle_version },
    ...(isSteerable ? [{ label: '', show: (run: DagRun) => <RunRow run={run} session={session} /> }] : []),
  ]
  const [from, to] = bounds(day)
  return (
    <>
      {day && (
        <Group gap="xs" mb="xs">
          <Text size="sm">{t('Of {{day}} (UTC).', { day: day.replace('T', ' ') })}</Text>
          <AnchorLink to="." search={{}} size="sm">
            {t('Show all')}
          </AnchorLink>
        </Group>
      )}
      <ListPage<DagRun>
        title={t('Runs')}
        hasValues
        isPart={dagId !== undefined}
        about="runs"
        {...(dagId === undefined ? {} : { dagId })}
        path={`/api/v2/dags/${dagId === undefined ? '~' : part(dagId)}/dagRuns`}
        list="dag_runs"
        order="-run_after"
        fixed={day ? { logical_date_gte: from, logical_date_lt: to } : {}}
        keyOf={(run) => `${run.dag_id} ${run.dag_run_id}`}
        empty={t('There has been no run yet.')}
        columns={columns}
        chooses={dagId === undefined ? 'runs' : 'runs of a DAG'}
        nameOf={(run) => run.dag_run_id}
        bulk={isSteerable ? (runs, done) => <RunBulk runs={runs} onDone={done} /> : undefined}
        filters={[
          ...(dagId === undefined ? [{ name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') }] : []),
          { name: 'run', parameter: 'run_id_pattern', label: t('Run id') },
          { name: 'state', parameter: 'state', label: t('State'), choices: runStates.map((value) => ({ value, label: stateName(value) })) },
          { name: 'type', parameter: 'run_type', label: t('Made'), choices: types.map((value) => ({ value, label: kindName(value) })) },
          ...timeRange('after', 'run_after', t('Run after')),
          ...timeRange('start', 'start_date', t('Started')),
          ...timeRange('end', 'end_date', t('Ended')),
          ...(day ? [] : timeRange('logical', 'logical_date', t('Logical date'))),
          ...durations(),
          more('user', 'triggering_user_name_pattern', t('By')),
          more('conf', 'conf_contains', t('Conf contains')),
          more('version', 'dag_version', t('Version'), 'number'),
          more('bundle', 'bundle_version', t('Version of the bundle')),
          more('partition', 'partition_key_pattern', t('Partition')),
          more('asset', 'consuming_asset_pattern', t('Made by the asset')),
        ]}
      />
    </>
  )
}

/** The first moment of a day or an hour, and the first after it. */
function bounds(day: string | undefined): [string | undefined, string | undefined] {
  if (!day) return [undefined, undefined]
  const isHour = day.length > 10
  const from = new Date(isHour ? `${day}:00:00Z` : `${day}T00:00:00Z`)
  return [from.toISOString(), new Date(from.getTime() + (isHour ? 3_600_000 : 86_400_000)).toISOString()]
}
