import { describe, expect, it } from 'vitest'
import { cellState, monthCells, yearCells } from './calendar'

describe('yearCells', () => {
  it('has a cell for every day', () => expect(yearCells(2024, [])).toHaveLength(366))

  it('begins a column with Monday', () => {
    // the first of January 2026 is a Thursday
    expect(yearCells(2026, [])[0]).toMatchObject({ key: '2026-01-01', column: 0, row: 3 })
    expect(yearCells(2026, [])[4]).toMatchObject({ key: '2026-01-05', column: 1, row: 0 })
  })

  it('counts the runs of a day by state', () =>
    expect(
      yearCells(2026, [
        { date: '2026-01-02T00:00:00Z', state: 'success', count: 3 },
        { date: '2026-01-02T00:00:00Z', state: 'failed', count: 1 },
      ])[1]?.counts,
    ).toEqual({ success: 3, failed: 1 }))
})

describe('monthCells', () => {
  it('has a cell for every hour', () => expect(monthCells(2026, 1, [])).toHaveLength(28 * 24))

  it('counts the runs of an hour', () => expect(monthCells(2026, 1, [{ date: '2026-02-02T06:00:00Z', state: 'planned', count: 2 }])[24 + 6]?.counts).toEqual({ planned: 2 }))
})

describe('cellState', () => {
  it('shows a failure first', () => expect(cellState({ success: 20, failed: 1 })).toBe('failed'))

  it('shows nothing where there was none', () => expect(cellState({})).toBeNull())
})
