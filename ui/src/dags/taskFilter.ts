export interface FilteredTask {
  task_id: string
  operator_name: string | null
  trigger_rule: string
  retries: number
  is_mapped: boolean
}

export interface TaskFilter {
  operator: string[]
  rule: string[]
  retries: string[]
  mapped: string | undefined
}

/** Whether a task is let through: each filter that is empty lets all. */
export const isWanted = (task: FilteredTask, find: string, filter: TaskFilter): boolean =>
  `${task.task_id} ${task.operator_name}`.toLowerCase().includes(find.toLowerCase()) &&
  (filter.operator.length === 0 || filter.operator.includes(task.operator_name ?? '')) &&
  (filter.rule.length === 0 || filter.rule.includes(task.trigger_rule)) &&
  (filter.retries.length === 0 || filter.retries.includes(String(task.retries))) &&
  (filter.mapped === undefined || task.is_mapped === (filter.mapped === 'yes'))
