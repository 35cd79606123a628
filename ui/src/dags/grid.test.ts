import { describe, expect, it } from 'vitest'
import { cellsOf, groupsOf, rowsOf } from './grid'

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
    const cell = { task_id: 'a', state: 'success' as const, child_states: null, min_start_date: null, max_end_date: null }
    expect(cellsOf([{ run_id: 'r', dag_id: 'd', task_instances: [cell] }]).get('r')?.get('a')).toBe(cell)
  })
})
