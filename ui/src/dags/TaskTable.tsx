import { Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

interface Task {
  task_id: string
  task_display_name: string
  operator_name: string | null
  trigger_rule: string
  retries: number
  is_mapped: boolean
  pool: string
  queue: string | null
  downstream_task_ids: string[]
}

/** The tasks of a DAG as they are written down. */
export default function TaskTable({ dagId }: { dagId: string }) {
  const [find, setFind] = useState('')
  const tasks = useQuery({ queryKey: ['dag', dagId, 'tasks'], queryFn: () => get<{ tasks: Task[] }>(`/api/v2/dags/${part(dagId)}/tasks`) })
  const wanted = find.toLowerCase()
  if (tasks.error) return <Problem error={tasks.error} retry={() => void tasks.refetch()} />
  return (
    <Stack>
      <TextInput w={240} aria-label={t('Find tasks by name or operator')} placeholder={t('Find tasks by name or operator')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
      <DataTable
        items={tasks.data?.tasks.filter((task) => `${task.task_id} ${task.operator_name}`.toLowerCase().includes(wanted))}
        keyOf={(task) => task.task_id}
        empty={t('There are none.')}
        columns={[
          {
            label: t('Task'),
            show: (task) => (
              <AnchorLink to="/dags/$dagId/tasks/$taskId" params={{ dagId, taskId: task.task_id }}>
                {task.task_display_name}
                {task.is_mapped && ' [ ]'}
              </AnchorLink>
            ),
          },
          { label: t('Operator'), show: (task) => task.operator_name },
          { label: t('Starts when'), show: (task) => task.trigger_rule.replaceAll('_', ' ') },
          { label: t('Retries'), isNumber: true, show: (task) => task.retries },
          { label: t('Pool'), show: (task) => task.pool },
          { label: t('Queue'), show: (task) => task.queue },
          { label: t('Followed by'), show: (task) => task.downstream_task_ids.join(', ') },
        ]}
      />
    </Stack>
  )
}
