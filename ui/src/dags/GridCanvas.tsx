import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { stateColor, stateName } from '../shared/states'
import { duration } from '../shared/time'
import type { GridRun } from '../shared/types'
import { t } from '../shared/words'
import type { Cells, Row } from './grid'

export const ROW = 24
export const CELL = 20
const SQUARE = 14

interface Props {
  rows: Row[]
  runs: GridRun[]
  cells: Cells
  onOpen: (runId: string, taskId: string) => void
}

/** The states of many tasks in many runs, drawn: a thousand rows are one element. The arrow keys move, Enter opens. */
export function GridCanvas({ rows, runs, cells, onOpen }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [place, setPlace] = useState<{ x: number; y: number } | null>(null)
  const scheme = useComputedColorScheme('light')
  const width = runs.length * CELL
  const height = rows.length * ROW

  useEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    if (!element || !brush) return
    const ratio = window.devicePixelRatio || 1
    element.width = width * ratio
    element.height = height * ratio
    brush.scale(ratio, ratio)
    brush.clearRect(0, 0, width, height)
    if (place) {
      brush.fillStyle = scheme === 'dark' ? 'rgba(255,255,255,0.07)' : 'rgba(0,0,0,0.05)'
      brush.fillRect(place.x * CELL, 0, CELL, height)
      brush.fillRect(0, place.y * ROW, width, ROW)
    }
    runs.forEach((run, x) => {
      const tasks = cells.get(run.run_id)
      rows.forEach((row, y) => {
        const task = tasks?.get(row.id)
        if (!task) return
        brush.fillStyle = stateColor(task.state)
        brush.globalAlpha = row.isGroup ? 0.75 : 1
        brush.beginPath()
        brush.roundRect(x * CELL + (CELL - SQUARE) / 2, y * ROW + (ROW - SQUARE) / 2, SQUARE, SQUARE, 3)
        brush.fill()
      })
    })
    brush.globalAlpha = 1
    if (place) {
      brush.strokeStyle = scheme === 'dark' ? '#fff' : '#000'
      brush.lineWidth = 1.5
      brush.strokeRect(place.x * CELL + 1.5, place.y * ROW + 3.5, CELL - 3, ROW - 7)
    }
  }, [rows, runs, cells, place, width, height, scheme])

  const find = (event: MouseEvent) => ({ x: Math.floor(event.nativeEvent.offsetX / CELL), y: Math.floor(event.nativeEvent.offsetY / ROW) })
  const openAt = (at: { x: number; y: number } | null) => {
    const run = at && runs[at.x]
    const row = at && rows[at.y]
    if (run && row && !row.isGroup && cells.get(run.run_id)?.has(row.id)) onOpen(run.run_id, row.id)
  }
  const move = (event: KeyboardEvent) => {
    const from = place ?? { x: runs.length - 1, y: -1 }
    const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      setPlace({ x: Math.min(runs.length - 1, Math.max(0, from.x + step[0])), y: Math.min(rows.length - 1, Math.max(0, from.y + step[1])) })
    } else if (event.key === 'Enter') {
      openAt(place)
    }
  }
  const label = describe(rows, runs, cells, place)

  return (
    <canvas
      ref={canvas}
      style={{ width, height, cursor: 'pointer', display: 'block' }}
      role="application"
      aria-label={label || t('States of the tasks by run; move with the arrow keys, open with Enter')}
      title={label}
      tabIndex={0}
      onMouseMove={(event) => {
        const at = find(event)
        if (at.x !== place?.x || at.y !== place.y) setPlace(at)
      }}
      onMouseLeave={() => setPlace(null)}
      onClick={(event) => openAt(find(event))}
      onKeyDown={move}
    />
  )
}

function describe(rows: Row[], runs: GridRun[], cells: Cells, place: { x: number; y: number } | null): string {
  const run = place && runs[place.x]
  const row = place && rows[place.y]
  const task = run && row && cells.get(run.run_id)?.get(row.id)
  if (!task) return ''
  const seconds = task.min_start_date && task.max_end_date ? (Date.parse(task.max_end_date) - Date.parse(task.min_start_date)) / 1000 : null
  const states = task.child_states
    ? Object.entries(task.child_states)
        .map(([state, count]) => `${count} ${stateName(state)}`)
        .join(', ')
    : stateName(task.state)
  return `${row.id} in ${run.run_id}: ${states}${seconds === null ? '' : `, ${duration(seconds)}`}`
}
