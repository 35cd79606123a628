import { describe, expect, it } from 'vitest'
import { byTask, partsOf, spans, tailOf, type Failure } from './overview'

const run = { dag_run_id: 'r', state: 'success', run_type: 'manual', run_after: '', queued_at: '2026-01-01T00:00:00Z', start_date: '2026-01-01T00:00:05Z', end_date: '2026-01-01T00:01:05Z' }
const now = Date.parse('2026-01-01T00:02:00Z')
const failure = (task_id: string, id: string): Failure => ({ id, dag_id: 'd', dag_run_id: 'r', task_id, map_index: -1, try_number: 1, end_date: '' })

describe('spans', () => {
  it('tells waiting from running', () => expect(spans(run, now)).toEqual({ waited: 5, ran: 60 }))

  it('counts what runs until now', () => expect(spans({ ...run, end_date: null }, now)).toEqual({ waited: 5, ran: 115 }))

  it('counts what waits until now', () => expect(spans({ ...run, start_date: null, end_date: null }, now)).toEqual({ waited: 120, ran: 0 }))
})

describe('byTask', () => {
  it('counts, the most often first, and keeps the last one', () =>
    expect(byTask([failure('a', '1'), failure('b', '2'), failure('b', '3')]).map((one) => [one.task_id, one.count, one.last.id])).toEqual([
      ['b', 2, '2'],
      ['a', 1, '1'],
    ]))
})

describe('a stretch of time', () => {
  it('is parted, and what was before it is not counted', () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
    expect(partsOf([at(0), at(1), at(5), at(23), at(24), null, '2025-12-31T00:00:00Z'], Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2), 4)).toEqual([3, 0, 0, 2])
  })
})

describe('the end of a log', () => {
  it('has its errors, and no marks of groups', () => {
    const lines = [{ event: '::group::x' }, { event: 'one' }, { event: 'two', level: 'ERROR', exception: [{ exc_type: 'E', exc_value: 'why' }] }]
    expect(tailOf(lines, 2)).toEqual([{ text: 'two', level: 'error' }, { text: 'E: why', level: 'error' }])
    expect(tailOf(lines, 9)).toHaveLength(3)
  })
})
