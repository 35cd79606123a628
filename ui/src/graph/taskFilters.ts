import type { GraphNode } from '../shared/types'
import type { Box } from './layout'
import type { TaskSummary } from './nodes'

/** What tasks of a graph are looked for, as it stands in the address. */
export interface TaskFilters {
  task_state?: string | undefined
  task_group?: string | undefined
  operator?: string | undefined
  mapped?: string | undefined
  /** At least so many seconds. */
  duration_gte?: string | undefined
  /** At least so many instances. */
  instances_gte?: string | undefined
}

export const filterNames = ['task_state', 'task_group', 'operator', 'mapped', 'duration_gte', 'instances_gte'] as const

export const isFiltered = (filters: TaskFilters): boolean => filterNames.some((name) => filters[name])

const secondsOf = (task: TaskSummary | undefined): number =>
  task?.min_start_date && task.max_end_date ? (Date.parse(task.max_end_date) - Date.parse(task.min_start_date)) / 1000 : 0

const countOf = (task: TaskSummary | undefined): number => Object.values(task?.child_states ?? {}).reduce((sum, one) => sum + one, 0)

const statesOf = (task: TaskSummary | undefined): string[] => (task?.child_states ? Object.keys(task.child_states) : [task?.state ?? 'no_status'])

/** Whether a box is what is looked for; a closed group is when one of its tasks may be, as far as that can be told of it. */
export function isWanted(box: Box, task: TaskSummary | undefined, filters: TaskFilters, groups: ReadonlyMap<string, readonly string[]>): boolean {
  const isGroup = box.kind === 'group'
  return (
    (!filters.task_state || statesOf(task).includes(filters.task_state)) &&
    (!filters.task_group || box.id === filters.task_group || (groups.get(box.id) ?? []).includes(filters.task_group)) &&
    (!filters.operator || isGroup || box.operator === filters.operator) &&
    (!filters.mapped || (isGroup && !box.isMapped) || box.isMapped === (filters.mapped === 'true')) &&
    (!filters.duration_gte || secondsOf(task) >= Number(filters.duration_gte)) &&
    (!filters.instances_gte || countOf(task) >= Number(filters.instances_gte))
  )
}

/** By task or group, the groups around it. */
export function groupsAround(nodes: GraphNode[], around: readonly string[] = []): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const node of nodes) {
    found.set(node.id, around)
    if (node.children) for (const [id, groups] of groupsAround(node.children, [...around, node.id])) found.set(id, groups)
  }
  return found
}

/** The operators of all tasks, each once. */
export const operatorsOf = (nodes: GraphNode[]): string[] => [...new Set(nodes.flatMap((node) => (node.children ? operatorsOf(node.children) : node.operator ? [node.operator] : [])))].toSorted()
