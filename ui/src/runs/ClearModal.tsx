import { Checkbox, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { part, send } from '../shared/api'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { sentence } from './sentence'
import { clearExactly } from './steer'
import { SteerModal } from './SteerModal'

interface Props {
  dagId: string
  runId: string
  /** null: of the whole run. */
  task?: { taskId: string; mapIndex: number }
  onClose: () => void
}

/** Has tasks run again: says which before anything happens. */
export function ClearModal({ dagId, runId, task, onClose }: Props) {
  const [scope, setScope] = useState({ downstream: Boolean(task), upstream: false, past: false, future: false, onlyFailed: !task, latest: false, spareRunning: false })
  const [note, setNote] = useState('')
  const body = {
    dag_run_id: runId,
    only_failed: scope.onlyFailed,
    include_downstream: scope.downstream,
    include_upstream: scope.upstream,
    include_past: scope.past,
    include_future: scope.future,
    run_on_latest_version: scope.latest,
    prevent_running_task: scope.spareRunning,
    reset_dag_runs: true,
    ...(task ? { task_ids: [task.mapIndex < 0 ? task.taskId : [task.taskId, task.mapIndex]] } : {}),
  }
  const clear = (dryRun: boolean) =>
    send<{ task_instances: TaskInstance[] }>('POST', `/api/v2/dags/${part(dagId)}/clearTaskInstances`, { ...body, dry_run: dryRun, ...(note && !dryRun ? { note } : {}) }).then((found) => found.task_instances)
  const toggle = (name: keyof typeof scope, label: string) => (
    <Checkbox label={label} checked={scope[name]} onChange={(event) => setScope({ ...scope, [name]: event.currentTarget.checked })} />
  )

  return (
    <SteerModal
      title={t('Run again')}
      sentence={sentence(task?.taskId ?? null, scope)}
      verb={t('Run again')}
      scope={body}
      preview={() => clear(true)}
      count={(number) => t('Task instances that run again: {{number}}', { number })}
      none={t('Nothing would run again.')}
      maySpare
      apply={async (kept) => ({ done: (kept === null ? await clear(false) : await clearExactly(kept, { run_on_latest_version: scope.latest, prevent_running_task: scope.spareRunning, ...(note ? { note } : {}) })).length, refused: [] })}
      onClose={onClose}
    >
      <Group>
        {toggle('onlyFailed', t('only what failed'))}
        {task && toggle('downstream', t('what comes after it'))}
        {task && toggle('upstream', t('what comes before it'))}
        {task && toggle('past', t('earlier runs'))}
        {task && toggle('future', t('later runs'))}
      </Group>
      <Group>
        {toggle('latest', t('with the newest version of the DAG'))}
        {toggle('spareRunning', t('not if one of them is running'))}
      </Group>
      <TextInput label={t('Note')} value={note} maxLength={1000} onChange={(event) => setNote(event.currentTarget.value)} />
    </SteerModal>
  )
}
