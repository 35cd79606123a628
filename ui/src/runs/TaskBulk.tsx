import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { may, useSession } from '../shared/session'
import { stateName } from '../shared/states'
import { t } from '../shared/words'
import { SteerModal } from './SteerModal'
import { clearTasks, deleteTasks, markTasks, type TaskKey } from './steer'

export type TaskWay = 'clear' | 'success' | 'failed' | 'skipped' | 'delete'

/** What can be done with many task instances at once. */
export function TaskBulk({ tasks, onDone }: { tasks: TaskKey[]; onDone: () => void }) {
  const session = useSession().data
  const [way, setWay] = useState<TaskWay | null>(null)
  const can = (action: 'can_edit' | 'can_delete') => tasks.every((task) => may(session, action, 'Task Instances', task.dag_id))
  const button = (name: TaskWay, label: string, isAllowed: boolean, color?: string) => (
    <Button size="compact-sm" variant="default" disabled={!isAllowed} title={isAllowed ? '' : t('You may not do this with all that is chosen')} {...(color ? { c: color } : {})} onClick={() => setWay(name)}>
      {label}
    </Button>
  )
  return (
    <>
      {button('clear', t('Run again…'), can('can_edit'))}
      {button('success', t('Mark as success'), can('can_edit'))}
      {button('failed', t('Mark as failed'), can('can_edit'))}
      {button('skipped', t('Mark as skipped'), can('can_edit'))}
      {button('delete', t('Delete…'), can('can_delete'), 'red')}
      {way && <TaskDialog way={way} tasks={tasks} onDone={onDone} onClose={() => setWay(null)} />}
    </>
  )
}

/** Says what becomes of these task instances, and does it. */
export function TaskDialog({ way, tasks, onDone, onClose }: { way: TaskWay; tasks: TaskKey[]; onDone: () => void; onClose: () => void }) {
  const [downstream, setDownstream] = useState(true)
  const number = tasks.length
  const shared = { scope: [tasks.map((task) => [task.dag_id, task.dag_run_id, task.task_id, task.map_index]), downstream], onDone, onClose }
  switch (way) {
    case 'delete':
      return (
        <SteerModal
          {...shared}
          title={t('Delete {{number}} task instances?', { number })}
          sentence={t('What they left for others goes with them, for ever. A run that is not over makes them anew.')}
          verb={t('Delete')}
          isDangerous
          apply={() => deleteTasks(tasks)}
        />
      )
    case 'clear':
      return (
        <SteerModal
          {...shared}
          title={t('Run again')}
          sentence={downstream ? t('What is chosen runs again, and everything after it in the same runs.') : t('What is chosen runs again, and nothing else.')}
          verb={t('Run again')}
          preview={() => clearTasks(tasks, downstream, true)}
          count={(found) => t('Task instances that run again: {{number}}', { number: found })}
          none={t('Nothing would run again.')}
          apply={async () => ({ done: (await clearTasks(tasks, downstream, false)).length, refused: [] })}
        >
          <Checkbox label={t('what comes after it')} checked={downstream} onChange={(event) => setDownstream(event.currentTarget.checked)} />
        </SteerModal>
      )
    default: {
      const label = t('Mark as {{state}}', { state: stateName(way) })
      return (
        <SteerModal
          {...shared}
          title={label}
          sentence={t('Task instances that are {{state}} from now on: {{number}}. What failed after them for want of them is decided anew.', { state: stateName(way), number })}
          verb={label}
          apply={() => markTasks(tasks, way)}
        />
      )
    }
  }
}
