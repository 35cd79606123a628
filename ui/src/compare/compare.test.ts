import { describe, expect, it } from 'vitest'
import type { DagRun } from '../shared/types'
import { linesOf, type Comparison } from './compare'

const comparison: Comparison = {
  runs: [{ dag_run_id: 'new' }, { dag_run_id: 'old' }] as DagRun[],
  recent_run_ids: [],
  structure: [
    { id: 'a', label: 'a', is_mapped: false },
    { id: 'g', label: 'g', is_mapped: false, children: [{ id: 'g.b', label: 'b', is_mapped: false }] },
    { id: 'same', label: 'same', is_mapped: false },
  ],
  cells: {
    tasks: ['a', 'g', 'g.b', 'same', 'gone'],
    states: ['success', 'failed'],
    runs: { new: [[0, 0, 30], [1, 1, 3], [2, 1, 3], [3, 0, 1.2]], old: [[0, 0, 10], [1, 0, 3], [2, 0, 3], [3, 0, 1], [4, 0, 1]] },
  },
}

describe('two runs', () => {
  const lines = new Map(linesOf(comparison).map((line) => [line.id, line]))

  it('are compared task by task, in the order of the DAG', () => expect([...lines.keys()]).toEqual(['a', 'g', 'g.b', 'same', 'gone']))

  it('differ where one took longer by seconds and by parts', () => expect(lines.get('a')).toMatchObject({ longer: 20, ratio: 3, differs: true, isSlower: true }))

  it('differ where the states do', () => expect(lines.get('g.b')).toMatchObject({ differs: true, isSlower: false }))

  it('do not differ by a blink', () => expect(lines.get('same')?.differs).toBe(false))

  it('show what only one of them has', () => expect(lines.get('gone')).toMatchObject({ left: null, longer: null, differs: true }))
})
