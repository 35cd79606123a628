import type { Grid, GridCells, GridNode, GridRun } from '../shared/types'

/** Columns and cells of some runs, as they are now. */
export interface GridChanges {
  runs: GridRun[]
  cells: GridCells
  noted?: Record<string, string[]>
}

const idsOf = (nodes: GridNode[]): string[] => nodes.flatMap((node) => [node.id, ...idsOf(node.children ?? [])])

/** Adds the names that are not in the list yet; where each of the new ones stands. */
function join(names: string[], more: string[]): { names: string[]; places: number[] } {
  const known = new Map(names.map((name, place) => [name, place]))
  const added = more.filter((name) => !known.has(name))
  added.forEach((name, at) => known.set(name, names.length + at))
  return { names: added.length ? [...names, ...added] : names, places: more.map((name) => known.get(name) ?? -1) }
}

/**
 * The grid with these runs as they are now; null: it has to be read anew, as a column came, went, or has tasks that the grid has no row for.
 * `asked` are the runs that were asked for.
 */
export function withChanges(grid: Grid, changes: GridChanges, asked: ReadonlySet<string>, isNewest: boolean, limit: number): Grid | null {
  const found = new Map(changes.runs.map((run) => [run.run_id, run]))
  if (grid.runs.some((run) => asked.has(run.run_id) && !found.has(run.run_id))) return null
  const rows = new Set(idsOf(grid.structure))
  if (changes.cells.tasks.some((task) => !rows.has(task)) && !grid.cells.tasks.some((task) => !rows.has(task))) return null
  const shown = new Set(grid.runs.map((run) => run.run_id))
  const fresh = changes.runs.filter((run) => !shown.has(run.run_id))
  if (fresh.length > 0 && !isNewest) return null
  const runs = [...fresh, ...grid.runs.map((run) => found.get(run.run_id) ?? run)].toSorted((left, right) => right.run_after.localeCompare(left.run_after)).slice(0, limit)
  const tasks = join(grid.cells.tasks, changes.cells.tasks)
  const states = join(grid.cells.states, changes.cells.states)
  const cells: GridCells['runs'] = { ...grid.cells.runs }
  for (const [runId, told] of Object.entries(changes.cells.runs)) {
    cells[runId] = told.map(([task, state, ...rest]) => [tasks.places[task] ?? -1, states.places[state] ?? -1, ...rest])
  }
  return {
    ...grid,
    runs,
    total_entries: grid.total_entries + fresh.length,
    noted: Object.fromEntries(runs.flatMap((run) => ((found.has(run.run_id) ? changes : grid).noted?.[run.run_id] ? [[run.run_id, (found.has(run.run_id) ? changes : grid).noted?.[run.run_id] ?? []]] : []))),
    cells: { tasks: tasks.names, states: states.names, runs: Object.fromEntries(runs.map((run) => [run.run_id, cells[run.run_id] ?? []])) },
  }
}
