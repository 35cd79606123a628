import { describe, expect, it } from 'vitest'
import type { Grid, GridRun } from '../shared/types'
import { cellsOf } from './grid'
import { withChanges, type GridChanges } from './gridChanges'

const run = (run_id: string, run_after: string, state: GridRun['state'] = 'running'): GridRun => ({ dag_id: 'd', run_id, queued_at: null, start_date: null, end_date: null, run_after, state, run_type: 'manual', has_note: false, duration: null })

const grid: Grid = {
  structure: [
    { id: 'a', label: 'a', is_mapped: false },
    { id: 'b', label: 'b', is_mapped: false },
  ],
  runs: [run('r2', '2026-01-02'), run('r1', '2026-01-01')],
  total_entries: 9,
  cells: { tasks: ['a', 'b'], states: ['running'], runs: { r1: [[0, 0]], r2: [[0, 0], [1, 0]] } },
}

const change = (runs: GridRun[], cells: GridChanges['cells']): GridChanges => ({ runs, cells })

describe('changes of the grid', () => {
  it('replace their runs only, whatever order their names have', () => {
    const next = withChanges(grid, change([run('r1', '2026-01-01', 'failed')], { tasks: ['b', 'a'], states: ['success', 'running'], runs: { r1: [[0, 0, 2], [1, 1]] } }), new Set(['r1']), true, 50)
    expect(next?.runs.map((one) => [one.run_id, one.state])).toEqual([['r2', 'running'], ['r1', 'failed']])
    expect(cellsOf(next!.cells).find('r1', 'b')).toEqual({ state: 'success', seconds: 2, children: null })
    expect(cellsOf(next!.cells).find('r1', 'a')?.state).toBe('running')
    expect(next?.cells.runs.r2).toBe(grid.cells.runs.r2)
    expect(next?.total_entries).toBe(9)
  })

  it('put a new run where it belongs, and take the oldest away', () => {
    const next = withChanges(grid, change([run('r3', '2026-01-03')], { tasks: ['a'], states: ['running'], runs: { r3: [[0, 0]] } }), new Set(['r3']), true, 2)
    expect(next?.runs.map((one) => one.run_id)).toEqual(['r3', 'r2'])
    expect(Object.keys(next?.cells.runs ?? {})).toEqual(['r3', 'r2'])
    expect(next?.total_entries).toBe(10)
  })

  it.each([
    ['a new run may not be let through', change([run('r3', '2026-01-03')], { tasks: ['a'], states: ['running'], runs: { r3: [[0, 0]] } }), ['r3'], false],
    ['a run went', change([], { tasks: [], states: [], runs: {} }), ['r1'], true],
    ['a task came', change([run('r1', '2026-01-01')], { tasks: ['new'], states: ['running'], runs: { r1: [[0, 0]] } }), ['r1'], true],
  ])('do not do when %s', (_, changes, asked, isNewest) => expect(withChanges(grid, changes, new Set(asked), isNewest, 50)).toBeNull())

  it('bring and take notes with their runs', () => {
    const noted: Grid = { ...grid, noted: { r1: ['a'], r2: ['b'] } }
    const cells = { tasks: ['a'], states: ['running'], runs: { r1: [[0, 0]] } } as GridChanges['cells']
    expect(withChanges(noted, { ...change([run('r1', '2026-01-01')], cells), noted: { r1: ['b'] } }, new Set(['r1']), true, 50)?.noted).toEqual({ r1: ['b'], r2: ['b'] })
    expect(withChanges(noted, change([run('r1', '2026-01-01')], cells), new Set(['r1']), true, 50)?.noted).toEqual({ r2: ['b'] })
  })
})
