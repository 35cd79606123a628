export interface Day {
  date: string
  state: string
  count: number
}

export interface Cell {
  /** The day, or the hour, as the server counts it. */
  key: string
  label: string
  column: number
  row: number
  counts: Record<string, number>
}

const DAY = 86_400_000

const dayKey = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The cells of a year: a column for each week, a row for each day of it, Monday first. */
export function yearCells(year: number, days: Day[]): Cell[] {
  const counts = countsOf(days, 10)
  const first = Date.UTC(year, 0, 1)
  const offset = (new Date(first).getUTCDay() + 6) % 7
  const length = (Date.UTC(year + 1, 0, 1) - first) / DAY
  return Array.from({ length }, (_, day) => {
    const key = dayKey(first + day * DAY)
    return { key, label: key, column: Math.floor((day + offset) / 7), row: (day + offset) % 7, counts: counts.get(key) ?? {} }
  })
}

/** The cells of a month: a column for each day, a row for each hour. */
export function monthCells(year: number, month: number, hours: Day[]): Cell[] {
  const counts = countsOf(hours, 13)
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Array.from({ length: days * 24 }, (_, hour) => {
    const key = new Date(Date.UTC(year, month, 1, hour)).toISOString().slice(0, 13)
    return { key, label: `${key.replace('T', ' ')}:00`, column: Math.floor(hour / 24), row: hour % 24, counts: counts.get(key) ?? {} }
  })
}

function countsOf(days: Day[], length: number): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>()
  for (const day of days) {
    const key = day.date.slice(0, length)
    const cell = counts.get(key) ?? {}
    cell[day.state] = (cell[day.state] ?? 0) + day.count
    counts.set(key, cell)
  }
  return counts
}

/** The state that a cell is coloured by: a failure is never hidden by successes. */
export const cellState = (counts: Record<string, number>): string | null => ['failed', 'running', 'queued', 'success', 'planned'].find((state) => counts[state]) ?? null
