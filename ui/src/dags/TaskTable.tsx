import { Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'
import { isWanted, type FilteredTask, type TaskFilter } from './taskFilter'

interface Task extends FilteredTask {
  task_display_name: string
  pool: string
  queue: string | null
  downstream_task_ids: string[]
}

/** The tasks of a DAG as they are written down. */
export default function TaskTable({ dagId }: { dagId: string }) {
  const [find, setFind] = useState('')
  const [filter, setFilter] = useState<TaskFilter>({ operator: [], rule: [], retries: [], mapped: undefined })
  const tasks = useQuery({ queryKey: ['dag', dagId, 'tasks'], queryFn: () => get<{ tasks: Task[] }>(`/api/v2/dags/${part(dagId)}/tasks`) })
  const all = tasks.data?.tasks ?? []
  const operators = [...new Set(all.map((task) => task.operator_name ?? ''))].filter(Boolean).toSorted()
  const rules = [...new Set(all.map((task) => task.trigger_rule))].toSorted()
  const retries = [...new Set(all.map((task) => String(task.retries)))].toSorted()
  const choice = (label: string, data: string[], name: 'operator' | 'rule' | 'retries') =>
    data.length > 1 && <MultiSelect miw={150} aria-label={label} {...(filter[name].length === 0 ? { placeholder: label } : {})} data={data} value={filter[name]} onChange={(value) => setFilter({ ...filter, [name]: value })} />
  if (tasks.error) return <Problem error={tasks.error} retry={() => void tasks.refetch()} />
  return (
    <Stack>
      <Group gap="xs">
        <TextInput w={240} aria-label={t('Find tasks by name or operator')} placeholder={t('Find tasks by name or operator')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
        {choice(t('Operator'), operators, 'operator')}
        {choice(t('Starts when'), rules, 'rule')}
        {choice(t('Retries'), retries, 'retries')}
        <Select
          w={170}
          clearable
          aria-label={t('Mapped or not')}
          placeholder={t('Mapped or not')}
          data={[
            { value: 'yes', label: t('Mapped tasks') },
            { value: 'no', label: t('Single tasks') },
          ]}
          value={filter.mapped ?? null}
          onChange={(mapped) => setFilter({ ...filter, mapped: mapped ?? undefined })}
        />
      </Group>
      <DataTable
        items={tasks.data?.tasks.filter((task) => isWanted(task, find, filter))}
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
