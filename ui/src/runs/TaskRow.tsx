import { Menu } from '@mantine/core'
import { useState } from 'react'
import { runQuestion } from '../early/questions'
import { part } from '../shared/api'
import { RowMenu } from '../shared/RowMenu'
import { may, type Session } from '../shared/session'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { ClearModal } from './ClearModal'
import { MarkModal } from './MarkModal'
import { NoteModal } from './NoteModal'
import { TaskDialog } from './TaskBulk'

/** What can be done with one task instance of a list. */
export function TaskRow({ task, session }: { task: TaskInstance; session: Session | undefined }) {
  const [open, setOpen] = useState<'clear' | 'success' | 'failed' | 'skipped' | 'note' | 'delete' | null>(null)
  const mayEdit = may(session, 'can_edit', 'Task Instances', task.dag_id)
  const mayDelete = may(session, 'can_delete', 'Task Instances', task.dag_id)
  if (!mayEdit && !mayDelete) return null
  const name = `${task.task_id}${task.map_index < 0 ? '' : ` [${task.map_index}]`}`
  const path = `${runQuestion(task.dag_id, task.dag_run_id)}/taskInstances/${part(task.task_id)}${task.map_index < 0 ? '' : `/${task.map_index}`}`
  const place = { dagId: task.dag_id, runId: task.dag_run_id, task: { taskId: task.task_id, mapIndex: task.map_index } }
  const close = () => setOpen(null)
  return (
    <>
      <RowMenu name={name}>
        {() => (
          <>
            {mayEdit && <Menu.Item onClick={() => setOpen('clear')}>{t('Run again…')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('success')}>{t('Mark as success')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('failed')}>{t('Mark as failed')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('skipped')}>{t('Mark as skipped')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('note')}>{t('Note…')}</Menu.Item>}
            {mayDelete && (
              <Menu.Item color="red" onClick={() => setOpen('delete')}>
                {t('Delete…')}
              </Menu.Item>
            )}
          </>
        )}
      </RowMenu>
      {open === 'clear' && <ClearModal {...place} onClose={close} />}
      {(open === 'success' || open === 'failed' || open === 'skipped') && <MarkModal {...place} state={open} onClose={close} />}
      {open === 'note' && <NoteModal name={name} path={path} note={task.note} onClose={close} />}
      {open === 'delete' && <TaskDialog way="delete" tasks={[task]} onDone={close} onClose={close} />}
    </>
  )
}
