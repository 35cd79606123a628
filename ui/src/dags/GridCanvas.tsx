import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { stateColor, stateName } from '../shared/states'
import { duration } from '../shared/time'
import type { GridRun } from '../shared/types'
import { t } from '../shared/words'
import type { BesidePlace } from '../shared/beside'
import { bounds, type Area, type Cells, type Row } from './grid'

export const ROW = 24
export const CELL = 20
const SQUARE = 14

interface Place {
  x: number
  y: number
}

interface Props {
  rows: Row[]
  runs: GridRun[]
  cells: Cells
  /** The rows that are to be seen, from the first up to the last. */
  first: number
  last: number
  area: Area | null
  onArea: (area: Area | null) => void
  /** Opens a cell, on its page or beside the grid. */
  onOpen: (runId: string, taskId: string, isPage: boolean) => void
  /** Opens or closes a group. */
  onToggle: (row: Row) => void
  /** What is open beside the grid. */
  at: BesidePlace | null
  /** A row that the keys came to. */
  onReach: (row: number) => void
}

/**
 * The states of many tasks in many runs, drawn: of thousands of rows only those that are to be seen. The arrow keys move, Enter opens; dragging, or the arrow keys
 * with Shift, choose several.
 */
export function GridCanvas({ rows, runs, cells, first, last, area, at, onArea, onOpen, onToggle, onReach }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pressed = useRef<Place | null>(null)
  const [place, setPlace] = useState<Place | null>(null)
  const scheme = useComputedColorScheme('light')

  useEffect(() => {
    if (canvas.current) draw(canvas.current, { rows, runs, cells, first, last, area, at }, place, scheme === 'dark')
  }, [rows, runs, cells, first, last, area, at?.runId, at?.taskId, place, scheme])

  const find = (event: MouseEvent): Place => ({ x: Math.min(runs.length - 1, Math.floor(event.nativeEvent.offsetX / CELL)), y: Math.min(rows.length - 1, first + Math.floor(event.nativeEvent.offsetY / ROW)) })
  const openAt = (at: Place | null, isPage = false) => {
    const run = at && runs[at.x]
    const row = at && rows[at.y]
    if (run && row && !row.isGroup && cells.stateOf(run.run_id, row.id) !== undefined) onOpen(run.run_id, row.id, isPage)
  }
  const move = (event: KeyboardEvent) => {
    const from = place ?? { x: runs.length - 1, y: -1 }
    const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
    const step = steps[event.key]
    if (step) {
      event.preventDefault()
      const next = { x: Math.min(runs.length - 1, Math.max(0, from.x + step[0])), y: Math.min(rows.length - 1, Math.max(0, from.y + step[1])) }
      setPlace(next)
      onReach(next.y)
      if (event.shiftKey) onArea({ from: area?.from ?? { x: from.x, y: Math.max(0, from.y) }, to: next })
      else if (area) onArea(null)
    } else if (event.key === 'Enter') {
      openAt(place, true)
    } else if (event.key === ' ') {
      // a group is opened or closed, a task looked at beside the grid
      event.preventDefault()
      const row = place && rows[place.y]
      if (row?.isGroup) onToggle(row)
      else openAt(place)
    } else if (event.key === 'Escape') {
      onArea(null)
    }
  }
  const hover = (event: MouseEvent) => {
    const at = find(event)
    if (at.x === place?.x && at.y === place.y) return
    setPlace(at)
    if (pressed.current && event.buttons === 1) onArea({ from: pressed.current, to: at })
  }
  const release = (event: MouseEvent) => {
    const at = find(event)
    const begun = pressed.current
    pressed.current = null
    if (begun?.x !== at.x || begun.y !== at.y) return
    if (area) onArea(null)
    else openAt(at)
  }
  const label = describe(rows, runs, cells, place)

  return (
    <canvas
      ref={canvas}
      style={{ position: 'absolute', top: first * ROW, left: 0, width: runs.length * CELL, height: (last - first) * ROW, cursor: 'pointer', display: 'block' }}
      role="application"
      aria-label={label || t('States of the tasks by run; move with the arrow keys, open with Enter, choose several with Shift')}
      title={label}
      tabIndex={0}
      onMouseMove={hover}
      onMouseLeave={() => setPlace(null)}
      onMouseDown={(event) => {
        pressed.current = find(event)
      }}
      onMouseUp={release}
      onKeyDown={move}
    />
  )
}

function draw(element: HTMLCanvasElement, { rows, runs, cells, first, last, area, at }: Pick<Props, 'rows' | 'runs' | 'cells' | 'first' | 'last' | 'area' | 'at'>, place: Place | null, isDark: boolean): void {
  const brush = element.getContext('2d')
  if (!brush) return
  const ratio = window.devicePixelRatio || 1
  const [width, height] = [runs.length * CELL, (last - first) * ROW]
  if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
    element.width = Math.round(width * ratio)
    element.height = Math.round(height * ratio)
  }
  brush.setTransform(ratio, 0, 0, ratio, 0, 0)
  brush.clearRect(0, 0, width, height)
  brush.translate(0, -first * ROW)
  if (place) {
    brush.fillStyle = isDark ? 'rgba(255,255,255,0.07)' : 'rgba(0,0,0,0.05)'
    brush.fillRect(place.x * CELL, first * ROW, CELL, height)
    brush.fillRect(0, place.y * ROW, width, ROW)
  }
  if (at) {
    const [column, line] = [runs.findIndex((run) => run.run_id === at.runId), rows.findIndex((row) => row.id === at.taskId)]
    brush.fillStyle = isDark ? 'rgba(34,184,207,0.22)' : 'rgba(12,133,153,0.14)'
    if (column >= 0) brush.fillRect(column * CELL, first * ROW, CELL, height)
    if (line >= 0) brush.fillRect(0, line * ROW, width, ROW)
  }
  if (area) {
    const { left, right, top, bottom } = bounds(area)
    const box = [left * CELL, top * ROW, (right - left + 1) * CELL, (bottom - top + 1) * ROW] as const
    brush.fillStyle = isDark ? 'rgba(34,184,207,0.35)' : 'rgba(12,133,153,0.22)'
    brush.fillRect(...box)
  }
  for (const [color, shapes] of shapesOf({ rows, runs, cells, first, last })) {
    brush.fillStyle = color
    brush.globalAlpha = 0.75
    brush.fill(shapes.groups)
    brush.globalAlpha = 1
    brush.fill(shapes.tasks)
  }
  // a note is a corner of its cell
  const corners = new Path2D()
  for (let y = first; y < last && y < rows.length; y++) {
    runs.forEach((run, x) => {
      if (!cells.hasNote(run.run_id, rows[y]?.id ?? '')) return
      const [right, top] = [x * CELL + (CELL + SQUARE) / 2 + 1, y * ROW + (ROW - SQUARE) / 2 - 1]
      corners.moveTo(right - 7, top)
      corners.lineTo(right, top)
      corners.lineTo(right, top + 7)
    })
  }
  brush.fillStyle = '#fab005'
  brush.fill(corners)
  if (place) {
    brush.strokeStyle = isDark ? '#fff' : '#000'
    brush.lineWidth = 1.5
    brush.strokeRect(place.x * CELL + 1.5, place.y * ROW + 3.5, CELL - 3, ROW - 7)
  }
}

/** The squares of each colour as one shape: filling a thousand one by one takes as long as a frame may. */
function shapesOf({ rows, runs, cells, first, last }: Pick<Props, 'rows' | 'runs' | 'cells' | 'first' | 'last'>): Map<string, { tasks: Path2D; groups: Path2D }> {
  const shapes = new Map<string, { tasks: Path2D; groups: Path2D }>()
  for (let y = first; y < last; y++) {
    const row = rows[y]
    if (!row) break
    runs.forEach((run, x) => {
      const state = cells.stateOf(run.run_id, row.id)
      if (state === undefined) return
      const color = stateColor(state)
      let shape = shapes.get(color)
      if (!shape) shapes.set(color, (shape = { tasks: new Path2D(), groups: new Path2D() }))
      shape[row.isGroup ? 'groups' : 'tasks'].roundRect(x * CELL + (CELL - SQUARE) / 2, y * ROW + (ROW - SQUARE) / 2, SQUARE, SQUARE, 3)
    })
  }
  return shapes
}

function describe(rows: Row[], runs: GridRun[], cells: Cells, place: Place | null): string {
  const run = place && runs[place.x]
  const row = place && rows[place.y]
  const task = run && row && cells.find(run.run_id, row.id)
  if (!task) return ''
  const states = task.children
    ? Object.entries(task.children)
        .map(([state, count]) => `${count} ${stateName(state)}`)
        .join(', ')
    : stateName(task.state)
  return `${row.id} in ${run.run_id}: ${states}${task.seconds === null ? '' : `, ${duration(task.seconds)}`}${cells.hasNote(run.run_id, row.id) ? `, ${t('with a note')}` : ''}`
}
