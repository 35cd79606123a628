import { Stack, Title } from '@mantine/core'
import { AnchorLink } from '../shared/AnchorLink'
import { Facts } from '../shared/Facts'
import { Json } from '../shared/Json'
import { Markdown } from '../shared/Markdown'
import { duration, told } from '../shared/time'
import type { DagDetails } from '../shared/types'
import { t } from '../shared/words'
import { secondsOf } from './params'

/** A length of time as people say it; what is none as it is. */
const lengthOf = (text: string | null): string => (text === null ? '' : duration(secondsOf(text)) || text)

/** What a DAG says of itself. */
export default function DagFacts({ dag }: { dag: DagDetails }) {
  const bundle = [dag.bundle_name, dag.bundle_version].filter(Boolean).join(' ')
  return (
    <Stack>
      <Facts
        of={[
          [t('Id'), dag.dag_id],
          [t('Description'), dag.description],
          [t('Owners'), dag.owners.join(', ')],
          [t('Tags'), dag.tags.map((tag) => <AnchorLink key={tag.name} to="/dags" search={{ tag: tag.name }} mr={8}>{tag.name}</AnchorLink>)],
          [t('Schedule'), dag.timetable_description ?? dag.timetable_summary ?? t('none')],
          [t('Time zone'), dag.timezone],
          [t('From'), told(dag.start_date)],
          [t('Until'), told(dag.end_date)],
          [t('Last expired'), told(dag.last_expired)],
          [t('Catch up'), dag.catchup ? t('yes') : t('no')],
          [t('Runs at once'), dag.max_active_runs],
          [t('Tasks at once'), dag.max_active_tasks],
          [t('Paused after so many failed runs'), dag.max_consecutive_failed_dag_runs || ''],
          [t('Longest time of a run'), lengthOf(dag.dag_run_timeout)],
          [t('Tasks with limits of their own'), dag.has_task_concurrency_limits ? t('yes') : t('no')],
          [t('Version'), dag.latest_dag_version && `v${dag.latest_dag_version.version_number} (${dag.latest_dag_version.id})`],
          [t('Made'), told(dag.latest_dag_version?.created_at ?? null)],
          [
            t('Bundle'),
            dag.latest_dag_version?.bundle_url ? (
              <a href={dag.latest_dag_version.bundle_url} target="_blank" rel="noreferrer">
                {bundle}
              </a>
            ) : (
              bundle
            ),
          ],
          [t('File'), dag.fileloc],
          [t('Read last'), told(dag.last_parsed_time)],
          [t('Reading it took'), duration(dag.last_parse_duration)],
        ]}
      />
      {dag.doc_md && (
        <div>
          <Title order={2} size="h5">
            {t('What it is for')}
          </Title>
          <Markdown text={dag.doc_md} />
        </div>
      )}
      {dag.params && Object.keys(dag.params).length > 0 && (
        <div>
          <Title order={2} size="h5" mb={4}>
            {t('Params')}
          </Title>
          <Json value={Object.fromEntries(Object.entries(dag.params).map(([name, param]) => [name, param.value]))} label={t('Params')} />
        </div>
      )}
      {dag.default_args && Object.keys(dag.default_args).length > 0 && (
        <div>
          <Title order={2} size="h5" mb={4}>
            {t('Defaults of its tasks')}
          </Title>
          <Json value={dag.default_args} label={t('Defaults of its tasks')} />
        </div>
      )}
    </Stack>
  )
}
