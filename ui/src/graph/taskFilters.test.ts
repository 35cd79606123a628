import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../shared/types'
import type { Box } from './layout'
import type { TaskSummary } from './nodes'
import { groupsAround, isWanted, operatorsOf } from './taskFilters'

const box = (id: string, more: Partial<Box> = {}) => ({ id, kind: 'task', operator: 'BashOperator', isMapped: false, ...more }) as Box
const task = (state: string | null, seconds = 0, children: Record<string, number> | null = null) =>
  ({ state, child_states: children, min_start_date: '2026-01-01T00:00:00Z', max_end_date: new Date(Date.UTC(2026, 0, 1) + 1000 * seconds).toISOString() }) as TaskSummary
const node = (id: string, children: GraphNode[] | null = null) => ({ id, children, operator: children ? null : `${id[0]}Op` }) as GraphNode
const groups = groupsAround([node('a'), node('g', [node('g.h', [node('g.h.t')])])])

describe('tasks of a graph', () => {
  it.each([
    ['its state', box('a'), task('failed'), { task_state: 'failed' }, true],
    ['another state', box('a'), task('success'), { task_state: 'failed' }, false],
    ['no state', box('a'), undefined, { task_state: 'no_status' }, true],
    ['the state of one instance', box('a', { isMapped: true }), task('failed', 1, { success: 3, failed: 1 }), { task_state: 'success' }, true],
    ['its group', box('g.h.t'), undefined, { task_group: 'g' }, true],
    ['another group', box('a'), undefined, { task_group: 'g' }, false],
    ['its operator', box('a'), undefined, { operator: 'BashOperator' }, true],
    ['another operator', box('a'), undefined, { operator: 'PythonOperator' }, false],
    ['a closed group of any operator', box('g', { kind: 'group', operator: null }), undefined, { operator: 'PythonOperator' }, true],
    ['mapped', box('a', { isMapped: true }), undefined, { mapped: 'true' }, true],
    ['not mapped', box('a', { isMapped: true }), undefined, { mapped: 'false' }, false],
    ['as long as that', box('a'), task('success', 12), { duration_gte: '10' }, true],
    ['not as long', box('a'), task('success', 9), { duration_gte: '10' }, false],
    ['as many', box('a'), task('success', 9, { success: 5 }), { instances_gte: '5' }, true],
    ['not as many', box('a'), task('success', 9), { instances_gte: '2' }, false],
    ['all at once', box('a'), task('success', 9), { task_state: 'success', operator: 'BashOperator', duration_gte: '9' }, true],
  ])('%s', (_, one, summary, filters, wanted) => expect(isWanted(one, summary, filters, groups)).toBe(wanted))

  it('are in groups of groups, and have operators', () => {
    expect(groups.get('g.h.t')).toEqual(['g', 'g.h'])
    expect(operatorsOf([node('b'), node('g', [node('a'), node('b')])])).toEqual(['aOp', 'bOp'])
  })
})
