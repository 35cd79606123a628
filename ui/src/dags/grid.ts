import type { GridCells, GridNode, GridRun, TaskState } from '../shared/types'

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

export interface Cell {
  state: TaskState | null
  seconds: number | null
  children: Record<string, number> | null
}

export type Cells = Map<string, Map<string, Cell>>

/** By run and task. */
export const cellsOf = ({ tasks, states, runs }: GridCells): Cells =>
  new Map(
    Object.entries(runs).map(([run, cells]) => [
      run,
      new Map(cells.map(([task, state, seconds, children]) => [tasks[task] ?? '', { state: (states[state] || null) as TaskState | null, seconds: seconds ?? null, children: children ?? null }])),
    ]),
  )

/** Two opposite corners of what is chosen, by column and row. */
export interface Area {
  from: { x: number; y: number }
  to: { x: number; y: number }
}

export const bounds = ({ from, to }: Area) => ({ left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) })

const tasksOf = (nodes: GridNode[]): string[] => nodes.flatMap((node) => (node.children ? tasksOf(node.children) : [node.id]))

const find = (nodes: GridNode[], id: string): GridNode | undefined => {
  for (const node of nodes) {
    const found = node.id === id ? node : find(node.children ?? [], id)
    if (found) return found
  }
  return undefined
}

/** The tasks and runs in an area that there is an instance of; a closed group stands for its tasks, an open one for nothing. */
export function chosenIn(area: Area, rows: Row[], runs: GridRun[], structure: GridNode[], cells: Cells): { dag_run_id: string; task_id: string }[] {
  const { left, right, top, bottom } = bounds(area)
  const tasks = rows.slice(top, bottom + 1).flatMap((row) => (!row.isGroup ? [row.id] : row.isOpen ? [] : tasksOf(find(structure, row.id)?.children ?? [])))
  return runs.slice(left, right + 1).flatMap((run) => tasks.filter((task) => cells.get(run.run_id)?.has(task)).map((task) => ({ dag_run_id: run.run_id, task_id: task })))
}
