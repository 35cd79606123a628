import { Checkbox, Group, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dagQuestion } from '../early/questions'
import { get, part, send } from '../shared/api'
import { Segments } from '../shared/Segments'
import type { DagDetails, TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { sentence } from './sentence'
import { clearExactly, newTasks, type Touched } from './steer'
import { SteerModal } from './SteerModal'

interface Props {
  dagId: string
  runId: string
  /** null: of the whole run. */
  task?: { taskId: string; mapIndex: number }
  onClose: () => void
}

/** What of a run runs again: all that is there, what failed, or what its DAG has got since. */
type What = 'all' | 'failed' | 'new'

/** Has tasks run again: says which before anything happens. */
export function ClearModal({ dagId, runId, task, onClose }: Props) {
  const [scope, setScope] = useState({ downstream: Boolean(task), upstream: false, past: false, future: false, onlyFailed: false, spareRunning: false })
  const [what, setWhat] = useState<What>('failed')
  const [isLatest, setLatest] = useState<boolean | null>(null)
  const [note, setNote] = useState('')
  const dag = useQuery({ queryKey: ['dag', dagId, 'details'], queryFn: () => get<DagDetails>(dagQuestion(dagId)) })
  const latest = isLatest ?? dag.data?.reruns_latest_version ?? false
  const isNew = !task && what === 'new'
  const onlyFailed = task ? scope.onlyFailed : what === 'failed'
  // left to the DAG and the configuration until somebody says otherwise
  const version = isLatest === null ? {} : { run_on_latest_version: isLatest }
  const body = {
    dag_run_id: runId,
    only_failed: onlyFailed,
    include_downstream: scope.downstream,
    include_upstream: scope.upstream,
    include_past: scope.past,
    include_future: scope.future,
    prevent_running_task: scope.spareRunning,
    reset_dag_runs: true,
    ...version,
    ...(task ? { task_ids: [task.mapIndex < 0 ? task.taskId : [task.taskId, task.mapIndex]] } : {}),
  }
  const noted = note ? { note } : {}
  const clear = async (dryRun: boolean): Promise<Touched[]> =>
    isNew
      ? newTasks(dagId, runId, dryRun, noted)
      : (await send<{ task_instances: TaskInstance[] }>('POST', `/api/v2/dags/${part(dagId)}/clearTaskInstances`, { ...body, dry_run: dryRun, ...(dryRun ? {} : noted) })).task_instances
  const apply = async (kept: Touched[] | null, all: number) => {
    if (kept !== null) return (await clearExactly(kept, { ...version, prevent_running_task: scope.spareRunning, ...noted })).length
    const done = await clear(false)
    return isNew ? all : done.length
  }
  const toggle = (name: keyof typeof scope, label: string) => (
    <Checkbox label={label} checked={scope[name]} onChange={(event) => setScope({ ...scope, [name]: event.currentTarget.checked })} />
  )

  return (
    <SteerModal
      title={t('Run again')}
      sentence={isNew ? t('Run what the newest version of the DAG has and this run has not.') : sentence(task?.taskId ?? null, { ...scope, onlyFailed })}
      verb={isNew ? t('Queue them') : t('Run again')}
      scope={[body, what]}
      preview={() => clear(true)}
      count={(number) => (isNew ? t('Tasks that are new: {{number}}', { number }) : t('Task instances that run again: {{number}}', { number }))}
      none={isNew ? t('The run has all tasks of the newest version.') : t('Nothing would run again.')}
      maySpare={!isNew}
      apply={async (kept, all) => ({ done: await apply(kept, all), refused: [] })}
      onClose={onClose}
    >
      {task ? (
        <Group>
          {toggle('onlyFailed', t('only what failed'))}
          {toggle('downstream', t('what comes after it'))}
          {toggle('upstream', t('what comes before it'))}
          {toggle('past', t('earlier runs'))}
          {toggle('future', t('later runs'))}
        </Group>
      ) : (
        <Segments
          aria-label={t('Which tasks')}
          value={what}
          onChange={(value) => setWhat(value as What)}
          data={[
            { value: 'failed', label: t('only what failed') },
            { value: 'all', label: t('all that is there') },
            { value: 'new', label: t('what is new in the DAG') },
          ]}
        />
      )}
      {!isNew && (
        <Group>
          <Switch label={t('with the newest version of the DAG')} checked={latest} onChange={(event) => setLatest(event.currentTarget.checked)} />
          {toggle('spareRunning', t('not if one of them is running'))}
        </Group>
      )}
      <TextInput label={t('Note')} value={note} maxLength={1000} onChange={(event) => setNote(event.currentTarget.value)} />
    </SteerModal>
  )
}
