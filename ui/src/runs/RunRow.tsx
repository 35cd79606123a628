import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { runQuestion } from '../early/questions'
import { send } from '../shared/api'
import { DeleteModal } from '../shared/DeleteModal'
import { RowMenu } from '../shared/RowMenu'
import { may, type Session } from '../shared/session'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'
import { ClearModal } from './ClearModal'
import { MarkModal } from './MarkModal'
import { NoteModal } from './NoteModal'

/** What can be done with one run of a list. */
export function RunRow({ run, session }: { run: DagRun; session: Session | undefined }) {
  const { dag_id: dagId, dag_run_id: runId } = run
  const client = useQueryClient()
  const [open, setOpen] = useState<'clear' | 'success' | 'failed' | 'note' | 'delete' | null>(null)
  const mayEdit = may(session, 'can_edit', 'DAG Runs', dagId)
  const mayDelete = may(session, 'can_delete', 'DAG Runs', dagId)
  if (!mayEdit && !mayDelete) return null
  const path = runQuestion(dagId, runId)
  const close = () => setOpen(null)
  return (
    <>
      <RowMenu name={runId}>
        {() => (
          <>
            {may(session, 'can_edit', 'Task Instances', dagId) && <Menu.Item onClick={() => setOpen('clear')}>{t('Run again…')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('success')}>{t('Mark as success')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('failed')}>{t('Mark as failed')}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => setOpen('note')}>{t('Note…')}</Menu.Item>}
            {mayDelete && (
              <Menu.Item color="red" onClick={() => setOpen('delete')}>
                {t('Delete…')}
              </Menu.Item>
            )}
          </>
        )}
      </RowMenu>
      {open === 'clear' && <ClearModal dagId={dagId} runId={runId} onClose={close} />}
      {(open === 'success' || open === 'failed') && <MarkModal dagId={dagId} runId={runId} state={open} onClose={close} />}
      {open === 'note' && <NoteModal name={runId} path={path} note={run.note} onClose={close} />}
      {open === 'delete' && (
        <DeleteModal name={runId} remove={() => send('DELETE', path)} onGone={() => client.invalidateQueries({ predicate: ({ queryKey: [about] }) => about === 'runs' || about === 'grid' || about === 'dags' })} onClose={close}>
          {t('Its task instances and XComs are deleted with it, for ever. A run of the schedule is not made again.')}
        </DeleteModal>
      )}
    </>
  )
}
