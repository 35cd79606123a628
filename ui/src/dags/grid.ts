import type { GridNode, GridSummary } from '../shared/types'

/** A row of the grid. */
export interface Row {
  id: string
  label: string
  depth: number
  isGroup: boolean
  isOpen: boolean
  isMapped: boolean
}

/** The rows that are to be seen: what is inside a closed group is not. */
export function rowsOf(nodes: GridNode[], closed: ReadonlySet<string>, depth = 0): Row[] {
  return nodes.flatMap((node) => {
    const isGroup = Boolean(node.children)
    const isOpen = isGroup && !closed.has(node.id)
    const row = { id: node.id, label: node.label, depth, isGroup, isOpen, isMapped: Boolean(node.is_mapped) }
    return isOpen ? [row, ...rowsOf(node.children ?? [], closed, depth + 1)] : [row]
  })
}

/** Every group. */
export const groupsOf = (nodes: GridNode[]): string[] => nodes.flatMap((node) => (node.children ? [node.id, ...groupsOf(node.children)] : []))

export type Cells = Map<string, Map<string, GridSummary['task_instances'][number]>>

/** By run and task. */
export const cellsOf = (summaries: GridSummary[]): Cells => new Map(summaries.map((summary) => [summary.run_id, new Map(summary.task_instances.map((task) => [task.task_id, task]))]))
