import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { NotFound } from '../app/NotFound'
import { TaskList } from '../lists/TaskList'
import { QUESTIONS } from '../questions/tab'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { Facts } from '../shared/Facts'
import { Markdown } from '../shared/Markdown'
import { PageTabs } from '../shared/PageTabs'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

const TaskOverview = lazy(() => import('./TaskOverview'))
const QuestionList = lazy(() => import('../questions/QuestionList'))
const AuditTable = lazy(() => import('../lists/AuditTable'))

const tabs: Record<string, () => string> = {
  task_instances: () => t('Task instances'),
  overview: () => t('Overview'),
  [QUESTIONS]: () => t('Questions'),
  events: () => t('Audit log'),
}

function Content({ tab, dagId, taskId }: { tab: string; dagId: string; taskId: string }) {
  switch (tab) {
    case 'overview':
      return <TaskOverview dagId={dagId} taskId={taskId} />
    case QUESTIONS:
      return <QuestionList dagId={dagId} taskId={taskId} />
    case 'events':
      return <AuditTable fixed={{ dag_id: dagId, task_id: taskId }} />
    default:
      return <TaskList dagId={dagId} taskId={taskId} />
  }
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
            <Content tab={tab} dagId={dagId} taskId={taskId} />
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
