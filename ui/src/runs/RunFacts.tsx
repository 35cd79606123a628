import { Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Facts } from '../shared/Facts'
import { Json } from '../shared/Json'
import { kindName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'
import { insightQuery } from './RunInsight'

/** All that is written down of a run. */
export default function RunFacts({ run }: { run: DagRun }) {
  const expected = useQuery(insightQuery(run.dag_id, run.dag_run_id)).data?.expected
  return (
    <Stack>
      <Facts
        of={[
          [t('Run id'), run.dag_run_id],
          [t('Made'), kindName(run.run_type)],
          [t('By'), [run.triggered_by, run.triggering_user_name].filter(Boolean).join(', ')],
          [t('Logical date'), told(run.logical_date) || t('none')],
          [t('Data from'), told(run.data_interval_start)],
          [t('Data until'), told(run.data_interval_end)],
          [t('Run after'), told(run.run_after)],
          [t('Queued'), told(run.queued_at)],
          [t('Started'), told(run.start_date)],
          [t('Ended'), told(run.end_date)],
          [t('Took'), duration(run.duration)],
          [t('Usual time'), expected && t('half of {{number}} runs took {{p50}} or less, nine of ten {{p90}}, 95 of 100 {{p95}}, 99 of 100 {{p99}}; {{mean}} in the mean', { number: expected.count, p50: duration(expected.p50), p90: duration(expected.p90), p95: duration(expected.p95), p99: duration(expected.p99), mean: duration(expected.mean) })],
          [t('Last looked at by a scheduler'), told(run.last_scheduling_decision)],
          [t('Partition'), run.partition_key],
          [t('Versions'), run.dag_versions.map((version) => `v${version.version_number}`).join(', ')],
        ]}
      />
      <div>
        <Title order={2} size="h5" mb={4}>
          {t('Conf')}
        </Title>
        <Json value={run.conf ?? {}} label={t('Conf')} />
      </div>
    </Stack>
  )
}
