import type { DagRun, GridCells, GridNode, TaskState } from '../shared/types'
import { cellsOf, type Cell } from '../dags/grid'

export interface Comparison {
  /** The newer one and the other; fewer where there are fewer. */
  runs: DagRun[]
  recent_run_ids: string[]
  structure: GridNode[]
  cells: GridCells
}

export interface Line {
  id: string
  label: string
  depth: number
  isGroup: boolean
  left: Cell | null
  right: Cell | null
  /** Seconds that the left one took longer; null: one of them is not over. */
  longer: number | null
  /** By how much, 1.5 for half as long again. */
  ratio: number | null
  differs: boolean
  /** The left one took so much longer that it counts. */
  isSlower: boolean
}

/** What counts as another length: neither a blink nor a few percent. */
const LEAST_SECONDS = 1
const LEAST_RATIO = 1.2

const isOtherLength = (longer: number | null, ratio: number | null): boolean => longer !== null && ratio !== null && Math.abs(longer) >= LEAST_SECONDS && (ratio >= LEAST_RATIO || ratio <= 1 / LEAST_RATIO)

const countsOf = (cell: Cell | null): string => JSON.stringify(Object.entries(cell?.children ?? {}).toSorted())

/** A line for each task and group, in the order of the DAG; tasks that the newest version does not have come last. */
export function linesOf({ runs, structure, cells }: Comparison): Line[] {
  const found = cellsOf(cells)
  const [left, right] = runs.map((run) => run.dag_run_id)
  const at = (run: string | undefined, task: string): Cell | null => (run === undefined ? null : (found.find(run, task) ?? null))
  const lines: Line[] = []
  const add = (id: string, label: string, depth: number, isGroup: boolean) => {
    const [one, other] = [at(left, id), at(right, id)]
    const longer = one?.seconds !== null && one?.seconds !== undefined && other?.seconds !== null && other?.seconds !== undefined ? one.seconds - other.seconds : null
    const ratio = longer !== null && other?.seconds ? (one?.seconds ?? 0) / other.seconds : null
    const stateOf = (cell: Cell | null): TaskState | null | undefined => cell?.state
    const isOther = isOtherLength(longer, ratio)
    lines.push({ id, label, depth, isGroup, left: one, right: other, longer, ratio, differs: stateOf(one) !== stateOf(other) || countsOf(one) !== countsOf(other) || isOther, isSlower: isOther && (longer ?? 0) > 0 })
  }
  const walk = (nodes: GridNode[], depth: number): void => {
    for (const node of nodes) {
      add(node.id, node.label, depth, Boolean(node.children))
      walk(node.children ?? [], depth + 1)
    }
  }
  walk(structure, 0)
  const known = new Set(lines.map((line) => line.id))
  cells.tasks.filter((task) => !known.has(task)).forEach((task) => add(task, task, 0, false))
  return lines
}
