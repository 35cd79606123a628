import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { NotFound } from '../app/NotFound'
import { TaskList } from '../lists/TaskList'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { Facts } from '../shared/Facts'
import { Markdown } from '../shared/Markdown'
import { PageTabs } from '../shared/PageTabs'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

const TaskOverview = lazy(() => import('./TaskOverview'))
const AuditTable = lazy(() => import('../lists/AuditTable'))

const tabs: Record<string, () => string> = {
  task_instances: () => t('Task instances'),
  overview: () => t('Overview'),
  events: () => t('Audit log'),
}

interface Task {
  task_display_name: string
  operator_name: string | null
  trigger_rule: string
  retries: number
  pool: string
  queue: string | null
  doc_md: string | null
  is_mapped: boolean
  downstream_task_ids: string[]
}

/** One task over all runs. */
export function TaskRunsPage() {
  const { dagId, taskId, tab = 'task_instances' } = useParams({ strict: false }) as { dagId: string; taskId: string; tab?: string }
  const navigate = useNavigate()
  const [isReading, setReading] = useState(false)
  const task = useQuery({ queryKey: ['dag', dagId, 'task', taskId], queryFn: () => get<Task>(`/api/v2/dags/${part(dagId)}/tasks/${part(taskId)}`) })
  if (!(tab in tabs)) return <NotFound />
  const open = (next: string) =>
    void (next === 'task_instances' ? navigate({ to: '/dags/$dagId/tasks/$taskId', params: { dagId, taskId } }) : navigate({ to: '/dags/$dagId/tasks/$taskId/$tab', params: { dagId, taskId, tab: next } }))
  return (
    <Stack>
      <Group gap="sm">
        <AnchorLink to="/dags/$dagId" params={{ dagId }} size="sm">
          {dagId}
        </AnchorLink>
        <PageTitle name={task.data?.task_display_name ?? taskId} />
        {task.data?.doc_md && (
          <Button size="compact-xs" variant="default" onClick={() => setReading(true)}>
            {t('What it is for')}
          </Button>
        )}
        <AnchorLink to="/required_actions" search={{ dag: dagId, task: taskId }} size="sm">
          {t('Questions to people')}
        </AnchorLink>
      </Group>
      {task.error && <Problem error={task.error} retry={() => void task.refetch()} />}
      {task.data && (
        <>
          <Facts
            of={[
              [t('Operator'), task.data.operator_name],
              [t('Starts when'), task.data.trigger_rule.replaceAll('_', ' ')],
              [t('Retries'), task.data.retries],
              [t('Pool'), task.data.pool],
              [t('Queue'), task.data.queue],
              [t('Followed by'), task.data.downstream_task_ids.join(', ')],
            ]}
          />
          <PageTabs tabs={tabs} tab={tab} onOpen={open}>
            {tab === 'overview' ? <TaskOverview dagId={dagId} taskId={taskId} /> : tab === 'events' ? <AuditTable fixed={{ dag_id: dagId, task_id: taskId }} /> : <TaskList dagId={dagId} taskId={taskId} />}
          </PageTabs>
        </>
      )}
      {isReading && task.data?.doc_md && (
        <Modal opened onClose={() => setReading(false)} title={t('What it is for')} size="xl" closeButtonProps={{ 'aria-label': t('Close') }}>
          <Markdown text={task.data.doc_md} />
        </Modal>
      )}
    </Stack>
  )
}
