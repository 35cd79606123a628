import { expect, it } from 'vitest'
import type { TaskInstance, TaskState } from '../shared/types'
import { actionName, actionOf, asks, isOpen, paramsOf, questionsAddress, type Question } from './question'

const asked = (more: Partial<Question>, state: TaskState = 'awaiting_input'): Question => ({
  task_instance: { state } as TaskInstance,
  subject: 'May it?',
  body: null,
  options: ['yes', 'no'],
  defaults: null,
  multiple: false,
  params: {},
  assigned_users: [],
  created_at: '2026-01-01T00:00:00Z',
  responded_at: null,
  responded_by_user: null,
  chosen_options: null,
  params_input: null,
  ...more,
})
const answered = (more: Partial<Question>) => asked({ responded_at: '2026-01-01T01:00:00Z', ...more }, 'success')
const approval = { options: ['Approve', 'Reject'] }
const form = { options: ['OK'], params: { amount: { value: 7, description: null, schema: { type: 'integer' } } } }

it('knows the eight states of a question', () => {
  const states = [
    asked(approval), answered({ ...approval, chosen_options: ['Approve'] }), answered({ ...approval, chosen_options: ['Reject'] }), asked({}), answered({ chosen_options: ['yes'] }),
    asked(form), answered({ ...form, chosen_options: ['OK'] }), asked({}, 'failed'),
  ].map(actionOf)
  expect(states).toEqual(['approval_required', 'approval_received', 'rejection_received', 'choice_required', 'choice_received', 'response_required', 'response_received', 'no_response_received'])
  expect(new Set(states.map(actionName)).size).toBe(8)
})

it('can be answered while its task waits, and once only', () => {
  expect([asked({}), asked(form, 'deferred'), asked({}, 'failed'), answered({ chosen_options: ['yes'] })].map(isOpen)).toEqual([true, true, false, false])
})

it('asks for params, and for values that are none', () => {
  const params = paramsOf(asked({ params: { amount: form.params.amount, name: { value: 'x' }, rows: 3, more: { a: 1 } } }))
  expect(Object.entries(params).map(([name, { value, schema }]) => [name, value, schema.type])).toEqual([
    ['amount', 7, 'integer'],
    ['name', 'x', 'string'],
    ['rows', 3, 'number'],
    ['more', { a: 1 }, ['object', 'array', 'null']],
  ])
})

it('is asked by operators for people, and by whatever waits for an answer', () => {
  const task = (operator_name: string, state: TaskState) => ({ operator_name, state }) as TaskInstance
  expect([task('ApprovalOperator', 'success'), task('MyOwn', 'awaiting_input'), task('MyOwn', 'success')].map(asks)).toEqual([true, true, false])
})

it('has a page for what is meant', () => {
  expect(questionsAddress({ dagId: 'a', runId: 'r/1' }, true)).toBe('/dags/a/runs/r%2F1/required_actions')
  expect(questionsAddress({ dagId: 'a', runId: 'r', taskId: 'b', mapIndex: 2 }, true)).toBe('/dags/a/runs/r/tasks/b/mapped/2/required_actions')
  expect(questionsAddress({ dagId: 'a', taskId: 'b' }, true)).toBe('/required_actions?dag=a&task=b&answered=false')
})
