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
})

describe('chartOf', () => {
  it('begins with the first that was queued, and ends with the last that ended', () => {
    const chart = chartOf([task('a', '00', '02', '05'), task('b', '05', '06', '10')], 0)
    expect(chart.to - chart.from).toBe(10_000)
    expect(chart.bars[0]).toMatchObject({ wait: 0, start: 0.2, end: 0.5, waited: 2, took: 3 })
  })

  it('lets what runs still end now', () => {
    const chart = chartOf([task('a', null, '00', null)], Date.parse('2026-01-01T00:00:30Z'))
    expect(chart.bars[0]).toMatchObject({ start: 0, end: 1, took: 30 })
  })

  it('leaves out what has not begun', () => expect(chartOf([task('a', '00', null, null)], 0).bars).toEqual([]))
})

describe('ticksOf', () => {
  it('takes round steps', () => expect(ticksOf(47, 6)).toEqual([0, 10, 20, 30, 40]))

  it('never gives more than asked for, beside the beginning', () => expect(ticksOf(9_000, 6).length).toBeLessThanOrEqual(7))
})
