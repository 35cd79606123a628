import { describe, expect, it } from 'vitest'
import { chartOf, ticksOf, type GanttTask } from './gantt'

const task = (id: string, queued: string | null, start: string | null, end: string | null): GanttTask => ({
  task_id: id,
  task_display_name: id,
  try_number: 1,
  state: 'success',
  scheduled_dttm: null,
  queued_dttm: queued && `2026-01-01T00:00:${queued}Z`,
  start_date: start && `2026-01-01T00:00:${start}Z`,
  end_date: end && `2026-01-01T00:00:${end}Z`,
  is_mapped: false,
  map_index: -1,
  group_id: null,
})

describe('chartOf', () => {
  it('begins with the first that was queued, and ends with the last that ended', () => {
    const chart = chartOf([task('a', '00', '02', '05'), task('b', '05', '06', '10')], 0)
    expect(chart.to - chart.from).toBe(10_000)
    expect(chart.rows[0]?.bars[0]).toMatchObject({ wait: 0, start: 0.2, end: 0.5, waited: 2, took: 3 })
  })

  it('lets what runs still end now', () => {
    const chart = chartOf([task('a', null, '00', null)], Date.parse('2026-01-01T00:00:30Z'))
    expect(chart.rows[0]?.bars[0]).toMatchObject({ start: 0, end: 1, took: 30 })
  })

  it('leaves out what has not begun', () => expect(chartOf([task('a', '00', null, null)], 0).rows).toEqual([]))

  it('has all tries of an instance in one line', () => {
    const [row] = chartOf([{ ...task('a', '06', '07', '08'), try_number: 2 }, { ...task('a', '00', '01', '05'), state: 'failed' }], 0).rows
    expect(row?.bars.map((bar) => [bar.attempt, bar.state, bar.took])).toEqual([[1, 'failed', 4], [2, 'success', 1]])
  })

  const groups = [{ group_id: 'g', parent_id: null }, { group_id: 'g.h', parent_id: 'g' }, { group_id: 'empty', parent_id: null }]
  const grouped = [task('z', '00', '00', '01'), { ...task('g.a', '01', '02', '04'), group_id: 'g' }, { ...task('g.h.b', '04', '05', '09'), group_id: 'g.h' }, { ...task('gone.c', '09', '09', '10'), group_id: 'gone' }]

  it('puts a span over what is in a group, from the first to the last', () => {
    const { rows } = chartOf(grouped, 0, groups)
    expect(rows.map((row) => [row.label, row.depth, row.task === null])).toEqual([['z', 0, false], ['g', 0, true], ['g.a', 1, false], ['g.h', 1, true], ['g.h.b', 2, false], ['gone.c', 0, false]])
    expect(rows[1]?.bars[0]).toMatchObject({ start: 0.1, end: 0.9, took: 8 })
  })

  it('leaves out what is in a closed group', () => expect(chartOf(grouped, 0, groups, new Set(['g'])).rows.map((row) => row.label)).toEqual(['z', 'g', 'gone.c']))
})

describe('ticksOf', () => {
  it('takes round steps', () => expect(ticksOf(47, 6)).toEqual([0, 10, 20, 30, 40]))

  it('never gives more than asked for, beside the beginning', () => expect(ticksOf(9_000, 6).length).toBeLessThanOrEqual(7))
})
