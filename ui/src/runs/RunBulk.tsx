import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { address, part } from '../shared/api'
import { may, useSession } from '../shared/session'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'
import { SteerModal } from './SteerModal'
import { clearRuns, deleteRuns, markRuns, type RunKey } from './steer'

type Way = 'clear' | 'success' | 'failed' | 'delete'

/** What can be done with many runs at once. */
export function RunBulk({ runs, onDone }: { runs: DagRun[]; onDone: () => void }) {
  const session = useSession().data
  const [way, setWay] = useState<Way | null>(null)
  const [onlyFailed, setOnlyFailed] = useState(true)
  const [one, other] = runs
  const can = (action: 'can_edit' | 'can_delete') => runs.every((run) => may(session, action, 'DAG Runs', run.dag_id))
  const button = (name: Way, label: string, isAllowed: boolean, color?: string) => (
    <Button size="compact-sm" variant="default" disabled={!isAllowed} title={isAllowed ? '' : t('You may not do this with all that is chosen')} {...(color ? { c: color } : {})} onClick={() => setWay(name)}>
      {label}
    </Button>
  )
  return (
    <>
      {button('clear', t('Run again…'), can('can_edit'))}
      {button('success', t('Mark as success'), can('can_edit'))}
      {button('failed', t('Mark as failed'), can('can_edit'))}
      {button('delete', t('Delete…'), can('can_delete'), 'red')}
      {one && other && runs.length === 2 && one.dag_id === other.dag_id && (
        <Button size="compact-sm" variant="default" component="a" data-inside href={address(`/dags/${part(one.dag_id)}/compare`, { left: one.dag_run_id, right: other.dag_run_id })}>
          {t('Compare')}
        </Button>
      )}
      {way && <Dialog way={way} runs={runs} onlyFailed={onlyFailed} onOnlyFailed={setOnlyFailed} onDone={onDone} onClose={() => setWay(null)} />}
    </>
  )
}

interface DialogProps {
  way: Way
  runs: RunKey[]
  onlyFailed: boolean
  onOnlyFailed: (isOn: boolean) => void
  onDone: () => void
  onClose: () => void
}

function Dialog({ way, runs, onlyFailed, onOnlyFailed, onDone, onClose }: DialogProps) {
  const number = runs.length
  const shared = { scope: runs.map((run) => [run.dag_id, run.dag_run_id, onlyFailed]), onDone, onClose }
  if (way === 'delete') {
    return (
      <SteerModal
        {...shared}
        title={t('Delete {{number}} runs?', { number })}
        sentence={t('Their task instances and XComs are deleted with them, for ever. A run that is running is left as it is.')}
        verb={t('Delete')}
        isDangerous
        apply={() => deleteRuns(runs)}
      />
    )
  }
  if (way === 'clear') {
    return (
      <SteerModal
        {...shared}
        title={t('Run again')}
        sentence={t('Runs that are looked through: {{number}}.', { number })}
        verb={t('Run again')}
        preview={() => clearRuns(runs, onlyFailed, true)}
        count={(found) => t('Task instances that run again: {{number}}', { number: found })}
        none={t('Nothing would run again.')}
        apply={async () => {
          await clearRuns(runs, onlyFailed, false)
          return { done: number, refused: [] }
        }}
      >
        <Checkbox label={t('only what failed')} checked={onlyFailed} onChange={(event) => onOnlyFailed(event.currentTarget.checked)} />
      </SteerModal>
    )
  }
  return (
    <SteerModal
      {...shared}
      title={way === 'success' ? t('Mark as success') : t('Mark as failed')}
      sentence={
        way === 'success'
          ? t('Runs that are a success from now on: {{number}}. All their task instances become a success too.', { number })
          : t('Runs that have failed from now on: {{number}}. What runs in them is stopped, what has not begun is skipped.', { number })
      }
      verb={way === 'success' ? t('Mark as success') : t('Mark as failed')}
      apply={() => markRuns(runs, way)}
    />
  )
}
