import { Badge, Button } from '@mantine/core'
import { useState } from 'react'
import { ListPage } from '../shared/ListPage'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { exact } from '../shared/time'
import type { DagDetails } from '../shared/types'
import { t } from '../shared/words'
import { BackfillControl } from './BackfillControl'
import { BackfillModal } from './BackfillModal'
import { behaviors } from './behaviors'

interface Backfill {
  id: number
  from_date: string
  to_date: string
  is_paused: boolean
  reprocess_behavior: string
  max_active_runs: number
  created_at: string
  completed_at: string | null
}

/** The backfills of a DAG: which are on their way, and a new one. */
export default function BackfillView({ dag }: { dag: DagDetails }) {
  const may = useMay(dag.dag_id)
  const [isMaking, setMaking] = useState(false)
  return (
    <>
      <ListPage<Backfill>
        title={t('Backfills')}
        isPart
        about="runs"
        dagId={dag.dag_id}
        path="/ui/backfills"
        list="backfills"
        order="-id"
        fixed={{ dag_id: dag.dag_id }}
        keyOf={(backfill) => backfill.id}
        empty={t('There has been no backfill.')}
        columns={[
          { label: t('From'), show: (backfill) => exact(backfill.from_date) },
          { label: t('Until'), show: (backfill) => exact(backfill.to_date) },
          { label: t('State'), show: (backfill) => <Badge variant="dot" tt="none" color={backfill.completed_at ? 'gray' : backfill.is_paused ? 'yellow' : 'cyan'}>{stateOf(backfill)}</Badge> },
          { label: t('Runs that are there already'), show: (backfill) => behaviors()[backfill.reprocess_behavior] ?? backfill.reprocess_behavior },
          { label: t('Runs at once'), isNumber: true, show: (backfill) => backfill.max_active_runs },
          { label: t('Made'), show: (backfill) => <Time at={backfill.created_at} /> },
          { label: t('Ended'), show: (backfill) => backfill.completed_at && <Time at={backfill.completed_at} /> },
          { label: '', show: (backfill) => !backfill.completed_at && may('can_edit', 'Backfills') && <BackfillControl dagId={dag.dag_id} backfill={backfill} /> },
        ]}
        actions={
          may('can_create', 'Backfills') && (
            <Button disabled={!dag.is_backfillable} title={dag.is_backfillable ? '' : t('Its schedule has no past runs to make')} onClick={() => setMaking(true)}>
              {t('New backfill')}
            </Button>
          )
        }
      />
      {isMaking && <BackfillModal dag={dag} onClose={() => setMaking(false)} />}
    </>
  )
}

const stateOf = (backfill: Backfill): string => (backfill.completed_at ? t('ended') : backfill.is_paused ? t('paused') : t('on its way'))
