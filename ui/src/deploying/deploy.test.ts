import { describe, expect, it } from 'vitest'
import { changesOf, graphOf, isKept, lineOf, placeOf, type DeployedDag, type DeployProblem } from './deploy'

const problem: DeployProblem = { file: 'team/sales.cs', line: 2, column: 5, code: 'CS1002', message: '; expected', detail: '', is_error: true }
const dag: DeployedDag = {
  dag_id: 'sales',
  file: 'sales.cs',
  change: 'changed',
  tasks: ['a', 'b', 'c'],
  tasks_added: ['c'],
  tasks_removed: ['old'],
  tasks_changed: ['b'],
  edges: ['a >> b', 'b >> c'],
  edges_added: ['b >> c'],
  edges_removed: ['a >> old'],
  schedule: null,
  schedule_before: '@daily',
  is_paused: false,
  next_runs: [],
}

describe('a problem', () => {
  it('has a place', () => {
    expect(placeOf(problem)).toBe('team/sales.cs(2,5)')
    expect(placeOf({ ...problem, column: null })).toBe('team/sales.cs(2)')
    expect(placeOf({ ...problem, line: null })).toBe('team/sales.cs')
  })

  it('shows its line, also when the file goes into a folder', () => {
    expect(lineOf(problem, new Map([['sales.cs', 'one\n  two  \n']]))).toBe('  two')
    expect(lineOf(problem, new Map([['other.cs', 'one\ntwo']]))).toBeNull()
    expect(lineOf({ ...problem, line: null }, new Map([['sales.cs', 'one']]))).toBeNull()
  })
})

describe('the graph of what changes', () => {
  it('knows what becomes of each task', () => expect(Object.fromEntries(changesOf(dag))).toEqual({ a: 'unchanged', b: 'changed', c: 'added', old: 'removed' }))

  it('has what goes beside what comes', () => {
    const graph = graphOf(dag)
    expect(graph.nodes.map((node) => node.id)).toEqual(['a', 'b', 'c', 'old'])
    expect(graph.edges.map((edge) => `${edge.source_id} ${edge.target_id}`)).toEqual(['a b', 'b c', 'a old'])
    expect([[...graph.gone], [...graph.fresh]]).toEqual([['a old'], ['b c']])
  })
})

it('leaves out what is built and what is hidden', () => {
  expect(['sales.cs', 'team/.airflowignore', 'bin/x.dll', 'a/obj/y', '.git/config'].map(isKept)).toEqual([true, true, false, false, false])
})
