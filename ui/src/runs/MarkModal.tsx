import { Checkbox, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { get, part, send } from '../shared/api'
import { stateName } from '../shared/states'
import { t } from '../shared/words'
import { SteerModal } from './SteerModal'
import { unmark, type Touched } from './steer'

interface Props {
  dagId: string
  runId: string
  state: 'success' | 'failed' | 'skipped'
  /** null: the whole run. */
  task?: { taskId: string; mapIndex?: number }
  onClose: () => void
}

const scopes = { include_upstream: false, include_downstream: false, include_past: false, include_future: false }

/** Gives a run or a task a state by hand, after saying what else that touches. */
export function MarkModal({ dagId, runId, state, task, onClose }: Props) {
  const [scope, setScope] = useState(scopes)
  const [note, setNote] = useState('')
  const run = `/api/v2/dags/${part(dagId)}/dagRuns/${part(runId)}`
  const place = task ? { task_id: task.taskId, map_index: task.mapIndex !== undefined && task.mapIndex >= 0 ? task.mapIndex : undefined } : {}
  const isMapped = task?.mapIndex !== undefined && task.mapIndex >= 0
  const apply = async () => {
    const body = task ? { new_state: state, ...scope, ...(note ? { note } : {}) } : { state, ...(note ? { note } : {}) }
    await send('PATCH', task ? `${run}/taskInstances/${part(task.taskId)}${isMapped ? `/${task.mapIndex}` : ''}` : run, body)
    return { done: 1, refused: [] }
  }
  const toggle = (name: keyof typeof scopes, label: string) => <Checkbox label={label} checked={scope[name]} onChange={(event) => setScope({ ...scope, [name]: event.currentTarget.checked })} />
  const name = stateName(state)
  return (
    <SteerModal
      title={t('Mark as {{state}}', { state: name })}
      sentence={task ? t('{{task}} is {{state}} from now on, whatever came of it.', { task: task.taskId, state: name }) : t('The run is {{state}} from now on, whatever came of its tasks.', { state: name })}
      verb={t('Mark as {{state}}', { state: name })}
      scope={[dagId, runId, place, scope]}
      preview={() => get<{ task_instances: Touched[] }>(`/ui/marks/${part(dagId)}/${part(runId)}`, { state, ...place, ...scope }).then((found) => found.task_instances)}
      mayBeEmpty={!task}
      count={(number) => t('Task instances that change: {{number}}', { number })}
      none={task ? t('It is that already.') : t('Its task instances stay as they are.')}
      apply={apply}
      undo={task ? unmark : undefined}
      onClose={onClose}
    >
      {task && (
        <Group>
          {toggle('include_downstream', t('what comes after it'))}
          {toggle('include_upstream', t('what comes before it'))}
          {toggle('include_past', t('earlier runs'))}
          {toggle('include_future', t('later runs'))}
        </Group>
      )}
      <TextInput label={t('Note')} value={note} maxLength={1000} onChange={(event) => setNote(event.currentTarget.value)} />
    </SteerModal>
  )
}
