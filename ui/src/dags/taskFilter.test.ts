import { describe, expect, it } from 'vitest'
import { isWanted, type TaskFilter } from './taskFilter'

const task = { task_id: 'load', operator_name: 'BashOperator', trigger_rule: 'all_done', retries: 2, is_mapped: true }
const none: TaskFilter = { operator: [], rule: [], retries: [], mapped: undefined }

describe('tasks', () => {
  it.each([
    ['', none, true],
    ['BASH', none, true],
    ['save', none, false],
    ['', { ...none, operator: ['BashOperator', 'x'] }, true],
    ['', { ...none, operator: ['x'] }, false],
    ['', { ...none, rule: ['all_success'] }, false],
    ['', { ...none, retries: ['2'] }, true],
    ['', { ...none, mapped: 'no' }, false],
    ['lo', { ...none, mapped: 'yes', rule: ['all_done'] }, true],
  ])('with %j and %j: %s', (find, filter, expected) => expect(isWanted(task, find, filter)).toBe(expected))
})
