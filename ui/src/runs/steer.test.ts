import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRun, clearTasks, newTasks, ordered, unmark, type Touched } from './steer'

const of = (task_id: string, state: Touched['state'], new_state: Touched['new_state'] = 'success', dag_run_id = 'r'): Touched => ({ id: task_id, dag_id: 'd', dag_run_id, task_id, map_index: -1, state, new_state })

const answering = (body: unknown) => vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response(JSON.stringify(body))))

const sent = (): Record<string, unknown>[] => vi.mocked(fetch).mock.calls.map(([, init]) => JSON.parse(String(init?.body)) as Record<string, unknown>)

afterEach(() => vi.restoreAllMocks())

describe('byRun', () => {
  it('keeps the tasks of a run together', () => expect(byRun([of('a', null), of('b', null, null, 's'), of('c', null)]).map((group) => group.map((task) => task.task_id))).toEqual([['a', 'c'], ['b']]))
})

describe('clearTasks', () => {
  it('asks once for each run, and names the index of mapped instances', async () => {
    answering({ task_instances: [] })
    await clearTasks([of('a', 'failed'), { ...of('m', 'failed'), map_index: 3 }, of('b', 'failed', null, 's')], true, true)
    expect(sent().map((body) => [body.dag_run_id, body.task_ids, body.dry_run])).toEqual([
      ['r', ['a', ['m', 3]], true],
      ['s', ['b'], true],
    ])
  })
})

describe('unmark', () => {
  it('is not there when something runs again', () => expect(unmark([of('a', 'failed'), of('b', 'upstream_failed', null)])).toBeUndefined())

  it('is not there when a state cannot be given back', () => expect(unmark([of('a', 'running')])).toBeUndefined())

  it('gives each instance the state that it had', async () => {
    answering({ update: { success: ['x'], errors: [] } })
    await unmark([of('a', 'failed'), of('b', 'skipped'), of('c', 'failed')])?.()
    const entities = sent().map((body) => (body.actions as { entities: { task_id: string; new_state: string }[] }[])[0]?.entities.map((one) => [one.task_id, one.new_state]))
    expect(entities).toEqual([
      [
        ['a', 'failed'],
        ['c', 'failed'],
      ],
      [['b', 'skipped']],
    ])
  })

  it('says what the server refused', async () => {
    answering({ update: { success: [], errors: [{ error: 'gone' }] } })
    await expect(unmark([of('a', 'failed')])?.()).rejects.toThrow('gone')
  })
})

describe('newTasks', () => {
  it('asks which tasks the run has not got, and writes a note only with the change', async () => {
    answering({ task_instances: [{ task_id: 'fresh', task_display_name: 'fresh' }] })
    expect((await newTasks('d', 'r', true, { note: 'x' })).map((task) => [task.id, task.dag_run_id, task.state])).toEqual([['fresh', 'r', null]])
    await newTasks('d', 'r', false, { note: 'x' })
    expect(sent()).toEqual([
      { only_new: true, dry_run: true },
      { only_new: true, dry_run: false, note: 'x' },
    ])
  })
})

describe('ordered', () => {
  const all = [of('b', 'success'), { ...of('m', 'failed'), map_index: 2 }, { ...of('m', 'failed'), map_index: 0 }, of('a', 'running', null, 's')]
  const names = (order: string) => ordered(all, order).map((task) => `${task.task_id}${task.map_index}`)

  it('keeps what came', () => expect(names('')).toEqual(['b-1', 'm2', 'm0', 'a-1']))
  it('is by the name and the map index', () => expect([names('task'), names('-task')]).toEqual([['a-1', 'b-1', 'm0', 'm2'], ['m2', 'm0', 'b-1', 'a-1']]))
  it('is by the state', () => expect(names('state')).toEqual(['m0', 'm2', 'a-1', 'b-1']))
  it('is by the run', () => expect(names('-run')[0]).toBe('a-1'))
})
