import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { TaskList } from '../lists/TaskList'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { Facts } from '../shared/Facts'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

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
  const { dagId, taskId } = useParams({ strict: false }) as { dagId: string; taskId: string }
  const task = useQuery({ queryKey: ['dag', dagId, 'task', taskId], queryFn: () => get<Task>(`/api/v2/dags/${part(dagId)}/tasks/${part(taskId)}`) })
  return (
    <Stack>
      <Group gap="sm">
        <AnchorLink to="/dags/$dagId" params={{ dagId }} size="sm">
          {dagId}
        </AnchorLink>
        <PageTitle name={task.data?.task_display_name ?? taskId} />
      </Group>
      {task.error && <Problem error={task.error} retry={() => void task.refetch()} />}
      {task.data && (
        <>
          {task.data.doc_md && (
            <Text size="sm" className="wrap">
              {task.data.doc_md}
            </Text>
          )}
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
          <TaskList dagId={dagId} taskId={taskId} />
        </>
      )}
    </Stack>
  )
}
