import { describe, expect, it } from 'vitest'
import { cellsOf, chosenIn, groupsOf, rowsOf } from './grid'

const nodes = [
  { id: 'a', label: 'a', is_mapped: false },
  { id: 'g', label: 'g', is_mapped: false, children: [{ id: 'g.b', label: 'b', is_mapped: true }] },
]

describe('the grid', () => {
  it('shows what is inside open groups, deeper', () =>
    expect(rowsOf(nodes, new Set()).map((row) => [row.id, row.depth])).toEqual([
      ['a', 0],
      ['g', 0],
      ['g.b', 1],
    ]))

  it('hides what is inside closed ones', () => expect(rowsOf(nodes, new Set(['g'])).map((row) => row.id)).toEqual(['a', 'g']))

  it('knows its groups', () => expect(groupsOf(nodes)).toEqual(['g']))

  it('finds a cell by run and task', () => {
    const cells = cellsOf({ tasks: ['a', 'b'], states: ['success', ''], runs: { r: [[0, 0, 1.5], [1, 1], [0, 1, null, { no_status: 2 }]] } })
    expect(cells.find('r', 'b')).toEqual({ state: null, seconds: null, children: null })
    expect(cells.find('r', 'a')).toEqual({ state: null, seconds: null, children: { no_status: 2 } })
    expect(cellsOf({ tasks: ['a'], states: ['success'], runs: { r: [[0, 0, 1.5]] } }).find('r', 'a')).toEqual({ state: 'success', seconds: 1.5, children: null })
  })

  describe('what is chosen in it', () => {
    const runs = ['r', 's'].map((run_id) => ({ dag_id: 'd', run_id, queued_at: null, start_date: null, end_date: null, run_after: '', state: null, run_type: 'manual', has_note: false, duration: null }))
    const cells = cellsOf({ tasks: ['a', 'g', 'g.b'], states: ['success'], runs: { r: [[0, 0], [1, 0], [2, 0]], s: [[0, 0]] } })
    const all = { from: { x: 1, y: 2 }, to: { x: 0, y: 0 } }

    it('is what there is an instance of, whatever corner was first', () =>
      expect(chosenIn(all, rowsOf(nodes, new Set()), runs, nodes, cells)).toEqual([
        { dag_run_id: 'r', task_id: 'a' },
        { dag_run_id: 'r', task_id: 'g.b' },
        { dag_run_id: 's', task_id: 'a' },
      ]))

    it('is what stands in a closed group', () =>
      expect(chosenIn({ from: { x: 0, y: 1 }, to: { x: 0, y: 1 } }, rowsOf(nodes, new Set(['g'])), runs, nodes, cells)).toEqual([{ dag_run_id: 'r', task_id: 'g.b' }]))
  })

  it('know which carry notes', () => {
    const cells = cellsOf({ tasks: ['a'], states: ['success'], runs: { r: [[0, 0]] } }, { r: ['a'] })
    expect([cells.hasNote('r', 'a'), cells.hasNote('r', 'b'), cells.hasNote('s', 'a')]).toEqual([true, false, false])
  })
})
