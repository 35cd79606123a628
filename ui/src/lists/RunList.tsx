import { Group, Text } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { part } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { ListPage } from '../shared/ListPage'
import { StateBadge } from '../shared/StateBadge'
import { kindName, runStates, stateName } from '../shared/states'
import { Time } from '../shared/Time'
import { duration } from '../shared/time'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'

const types = ['manual', 'scheduled', 'backfill', 'asset_triggered', 'operator_triggered', 'asset_materialization']

/** Runs of one DAG, or of all. */
export function RunList({ dagId, day }: { dagId?: string; day?: string | undefined }) {
  const columns: Column<DagRun>[] = [
    ...(dagId === undefined
      ? [{ label: t('DAG'), sort: 'dag_id', show: (run: DagRun) => <AnchorLink to="/dags/$dagId" params={{ dagId: run.dag_id }}>{run.dag_id}</AnchorLink> }]
      : []),
    { label: t('Run'), sort: 'run_id', show: (run) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: run.dag_id, runId: run.dag_run_id }}>{run.dag_run_id}</AnchorLink> },
    { label: t('State'), sort: 'state', show: (run) => <StateBadge state={run.state} /> },
    { label: t('Made'), show: (run) => kindName(run.run_type) },
    { label: t('Run after'), sort: 'run_after', show: (run) => <Time at={run.run_after} /> },
    { label: t('Started'), sort: 'start_date', show: (run) => run.start_date && <Time at={run.start_date} /> },
    { label: t('Took'), sort: 'duration', isNumber: true, show: (run) => duration(run.duration) },
    { label: t('By'), show: (run) => run.triggering_user_name },
    { label: t('Version'), show: (run) => run.dag_versions.map((version) => `v${version.version_number}`).join(', ') },
    { label: t('Note'), show: (run) => run.note },
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
        isPart={dagId !== undefined}
        about="runs"
        {...(dagId === undefined ? {} : { dagId })}
        path={`/api/v2/dags/${dagId === undefined ? '~' : part(dagId)}/dagRuns`}
        list="dag_runs"
        order="-run_after"
        fixed={{ logical_date_gte: from, logical_date_lt: to }}
        keyOf={(run) => `${run.dag_id} ${run.dag_run_id}`}
        empty={t('There has been no run yet.')}
        columns={columns}
        filters={[
          ...(dagId === undefined ? [{ name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') }] : []),
          { name: 'run', parameter: 'run_id_pattern', label: t('Run id') },
          { name: 'state', parameter: 'state', label: t('State'), choices: runStates.map((value) => ({ value, label: stateName(value) })) },
          { name: 'type', parameter: 'run_type', label: t('Made'), choices: types.map((value) => ({ value, label: kindName(value) })) },
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
