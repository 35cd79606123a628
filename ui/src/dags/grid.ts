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

/** The cells by run and task: tens of thousands, of which each is made when it is looked at. */
export interface Cells {
  find: (runId: string, taskId: string) => Cell | undefined
  hasNote: (runId: string, taskId: string) => boolean
  /** The state alone, which is what drawing asks for. */
  stateOf: (runId: string, taskId: string) => string | null | undefined
}

type Told = GridCells['runs'][string][number]

/** The cells of a run by the place of the task; a run that has not changed is sorted once. */
const sorted = new WeakMap<Told[], (Told | undefined)[]>()

function sort(cells: Told[]): (Told | undefined)[] {
  let places = sorted.get(cells)
  if (!places) {
    places = []
    for (const cell of cells) places[cell[0]] = cell
    sorted.set(cells, places)
  }
  return places
}

export function cellsOf({ tasks, states, runs }: GridCells, noted: Record<string, string[]> = {}): Cells {
  const notes = new Map(Object.entries(noted).map(([runId, ids]) => [runId, new Set(ids)]))
  const places = new Map(tasks.map((task, place) => [task, place]))
  const toldOf = (runId: string, taskId: string): Told | undefined => {
    const [run, place] = [runs[runId], places.get(taskId)]
    return run && place !== undefined ? sort(run)[place] : undefined
  }
  return {
    find: (runId, taskId) => {
      const told = toldOf(runId, taskId)
      return told && { state: (states[told[1]] || null) as TaskState | null, seconds: told[2] ?? null, children: told[3] ?? null }
    },
    hasNote: (runId, taskId) => notes.get(runId)?.has(taskId) ?? false,
    stateOf: (runId, taskId) => {
      const told = toldOf(runId, taskId)
      return told && (states[told[1]] || null)
    },
  }
}

/** Two opposite corners of what is chosen, by column and row. */
export interface Area {
  from: { x: number; y: number }
  to: { x: number; y: number }
}

export const bounds = ({ from, to }: Area) => ({ left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) })

/** Every task. */
export const tasksOf = (nodes: GridNode[]): string[] => nodes.flatMap((node) => (node.children ? tasksOf(node.children) : [node.id]))

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
  return runs.slice(left, right + 1).flatMap((run) => tasks.filter((task) => cells.stateOf(run.run_id, task) !== undefined).map((task) => ({ dag_run_id: run.run_id, task_id: task })))
}
