import { Stack, Title } from '@mantine/core'
import { Facts } from '../shared/Facts'
import { Json } from '../shared/Json'
import { kindName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'

/** All that is written down of a run. */
export default function RunFacts({ run }: { run: DagRun }) {
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
