import { Button, Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { get, part } from '../shared/api'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
import { StateMark } from '../shared/StateMark'
import { stateColor, stateName } from '../shared/states'
import { language, t } from '../shared/words'
import { cellState, monthCells, yearCells, type Cell, type Day } from './calendar'

const SIZE = 14
const STEP = 17
const LEFT = 36
const TOP = 18

/** When a DAG ran and how it ended, and when it will run: a year by days, or a month by hours. Both are counted in UTC, as logical dates are. */
export default function CalendarView({ dagId }: { dagId: string }) {
  const now = new Date()
  const [isHourly, setHourly] = useState(false)
  const [isFailed, setFailed] = useState(false)
  const [year, setYear] = useState(now.getUTCFullYear())
  const [month, setMonth] = useState(now.getUTCMonth())
  const from = new Date(Date.UTC(year, isHourly ? month : 0, 1))
  const to = new Date(isHourly ? Date.UTC(year, month + 1, 1) - 1 : Date.UTC(year + 1, 0, 1) - 1)
  const days = useQuery({
    queryKey: ['calendar', dagId, isHourly, from.toISOString()],
    queryFn: () =>
      get<{ dag_runs: Day[] }>(`/ui/calendar/${part(dagId)}`, { granularity: isHourly ? 'hourly' : 'daily', logical_date_gte: from.toISOString(), logical_date_lte: to.toISOString() }),
    placeholderData: keepPreviousData,
  })
  const shown = useMemo(() => (days.data?.dag_runs ?? []).filter((day) => !isFailed || day.state === 'failed'), [days.data, isFailed])
  const cells = useMemo(() => (isHourly ? monthCells(year, month, shown) : yearCells(year, shown)), [isHourly, year, month, shown])
  const move = (by: number) => {
    const next = isHourly ? new Date(Date.UTC(year, month + by, 1)) : new Date(Date.UTC(year + by, month, 1))
    setYear(next.getUTCFullYear())
    setMonth(next.getUTCMonth())
  }
  const name = isHourly ? from.toLocaleDateString(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' }) : String(year)
  const total = shown.filter((day) => day.state !== 'planned').reduce((sum, day) => sum + day.count, 0)

  if (days.error) return <Problem error={days.error} retry={() => void days.refetch()} />
  return (
    <Stack>
      <Group>
        <Segments
          size="xs"
          aria-label={t('How finely')}
          data={[
            { value: 'day', label: t('A year by days') },
            { value: 'hour', label: t('A month by hours') },
          ]}
          value={isHourly ? 'hour' : 'day'}
          onChange={(value) => setHourly(value === 'hour')}
        />
        <Segments
          size="xs"
          aria-label={t('Which runs')}
          data={[
            { value: 'all', label: t('All runs') },
            { value: 'failed', label: t('Failed runs') },
          ]}
          value={isFailed ? 'failed' : 'all'}
          onChange={(value) => setFailed(value === 'failed')}
        />
        <Button size="compact-sm" variant="default" onClick={() => move(-1)} aria-label={t('Earlier')}>
          ←
        </Button>
        <Text fw={600} w={150} ta="center">
          {name}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => move(1)} aria-label={t('Later')}>
          →
        </Button>
        <Text size="sm" c="dimmed">
          {t('{{count}} runs', { count: total })}
        </Text>
      </Group>
      <Picture dagId={dagId} cells={cells} isHourly={isHourly} name={name} />
      <div className="swatches">
        {['success', 'failed', 'running', 'queued', 'planned'].map((state) => (
          <span key={state}>
            <StateMark state={state} /> {stateName(state)}
          </span>
        ))}
        <span>
          {t('fewer')}{' '}
          {[0.45, 0.6, 0.8, 1].map((opacity) => (
            <span key={opacity} aria-hidden className="dot" style={{ background: stateColor('success'), opacity }} />
          ))}{' '}
          {t('more')}
        </span>
      </div>
    </Stack>
  )
}

function Picture({ dagId, cells, isHourly, name }: { dagId: string; cells: Cell[]; isHourly: boolean; name: string }) {
  const navigate = useNavigate()
  const most = Math.max(1, ...cells.map((cell) => sum(cell.counts)))
  const [columns, rows] = [Math.max(...cells.map((cell) => cell.column)) + 1, Math.max(...cells.map((cell) => cell.row)) + 1]
  return (
    <div className="calendar">
      <svg width={LEFT + columns * STEP} height={TOP + rows * STEP} role="group" aria-label={name}>
        {heads(cells, isHourly).map(([text, column]) => (
          <text key={column} x={LEFT + column * STEP} y={10}>
            {text}
          </text>
        ))}
        {sides(isHourly).map(([text, row]) => (
          <text key={row} x={0} y={TOP + row * STEP + 11}>
            {text}
          </text>
        ))}
        {cells.map((cell) => {
          const state = cellState(cell.counts)
          const at = { x: LEFT + cell.column * STEP, y: TOP + cell.row * STEP, width: SIZE, height: SIZE, rx: 3 }
          if (!state) return <rect key={cell.key} {...at} fill="var(--mantine-color-default-hover)" />
          const label = `${cell.label}: ${Object.entries(cell.counts)
            .map(([one, count]) => `${count} ${stateName(one)}`)
            .join(', ')}`
          const open = () => void navigate({ to: '/dags/$dagId/$tab', params: { dagId, tab: 'runs' }, search: { day: cell.key } })
          const isPlan = state === 'planned'
          return (
            <rect
              key={cell.key}
              {...at}
              fill={isPlan ? 'none' : stateColor(state)}
              stroke={isPlan ? stateColor(state) : 'none'}
              strokeDasharray={isPlan ? '3 2' : undefined}
              opacity={isPlan ? 1 : 0.45 + (0.55 * sum(cell.counts)) / most}
              {...(isPlan ? { role: 'img' } : { role: 'link', tabIndex: 0, style: { cursor: 'pointer' }, onClick: open, onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && open() })}
              aria-label={label}
            >
              <title>{label}</title>
            </rect>
          )
        })}
      </svg>
    </div>
  )
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, count) => all + count, 0)

/** The months above a year, or the days above a month. */
function heads(cells: Cell[], isHourly: boolean): [string, number][] {
  if (isHourly) return cells.filter((cell) => cell.row === 0 && cell.column % 2 === 0).map((cell) => [String(cell.column + 1), cell.column])
  return cells.filter((cell) => cell.key.endsWith('-01')).map((cell) => [new Date(cell.key).toLocaleDateString(language(), { month: 'short', timeZone: 'UTC' }), cell.column])
}

/** The days of the week, or the hours. */
function sides(isHourly: boolean): [string, number][] {
  if (isHourly) return Array.from({ length: 8 }, (_, at) => [`${String(at * 3).padStart(2, '0')}:00`, at * 3])
  // the fifth of January 2026 is a Monday
  return [0, 2, 4].map((row) => [new Date(Date.UTC(2026, 0, 5 + row)).toLocaleDateString(language(), { weekday: 'short', timeZone: 'UTC' }), row])
}
