import { stateColor } from '../shared/states'
import type { Box, Drawing } from './layout'

const AIR = 20
const SHARP = 2
const EDGE = 5

/** Where boxes stand in the whole picture: that of a task in a group is told from the group's corner. */
export function placesOf(boxes: Box[]): Map<string, { x: number; y: number; width: number; height: number }> {
  const known = new Map(boxes.map((box) => [box.id, box]))
  const place = (box: Box): { x: number; y: number } => {
    const parent = box.parent === null ? undefined : known.get(box.parent)
    const at = parent ? place(parent) : { x: 0, y: 0 }
    return { x: at.x + box.x, y: at.y + box.y }
  }
  return new Map(boxes.map((box) => [box.id, { ...place(box), width: box.width, height: box.height }]))
}

/** The whole graph as a PNG, however much of it is on the screen. */
export async function pictureOf(drawing: Drawing, stateOf: (id: string) => string | null, direction: 'LR' | 'TB', isDark: boolean): Promise<Blob | null> {
  const places = placesOf(drawing.boxes)
  const canvas = document.createElement('canvas')
  canvas.width = SHARP * (Math.max(0, ...[...places.values()].map((box) => box.x + box.width)) + 2 * AIR)
  canvas.height = SHARP * (Math.max(0, ...[...places.values()].map((box) => box.y + box.height)) + 2 * AIR)
  const brush = canvas.getContext('2d')
  if (!brush) return null
  const [ground, ink, line] = isDark ? ['#1f1f1f', '#e8e8e8', '#6d7278'] : ['#ffffff', '#1a1a1a', '#9aa1a9']
  brush.scale(SHARP, SHARP)
  brush.fillStyle = ground
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.translate(AIR, AIR)
  brush.font = '13px system-ui, sans-serif'
  brush.textBaseline = 'middle'
  brush.strokeStyle = line
  for (const box of drawing.boxes) {
    const at = places.get(box.id)
    if (!at) continue
    const isOpen = box.kind === 'group' && box.isOpen
    brush.beginPath()
    brush.roundRect(at.x, at.y, at.width, at.height, box.kind === 'join' ? at.width / 2 : 6)
    brush.stroke()
    if (box.kind === 'join') continue
    if (!isOpen) {
      brush.fillStyle = stateColor(stateOf(box.id))
      brush.fillRect(at.x, at.y + 3, EDGE, at.height - 6)
    }
    brush.fillStyle = ink
    brush.fillText(box.label, at.x + 2 * EDGE, isOpen ? at.y + 14 : at.y + at.height / 2, at.width - 3 * EDGE)
  }
  brush.fillStyle = line
  for (const arrow of drawing.arrows) {
    const [from, to] = [places.get(arrow.source), places.get(arrow.target)]
    if (!from || !to) continue
    const [start, end] =
      direction === 'LR'
        ? [{ x: from.x + from.width, y: from.y + from.height / 2 }, { x: to.x, y: to.y + to.height / 2 }]
        : [{ x: from.x + from.width / 2, y: from.y + from.height }, { x: to.x + to.width / 2, y: to.y }]
    const bend = direction === 'LR' ? { x: (end.x - start.x) / 2, y: 0 } : { x: 0, y: (end.y - start.y) / 2 }
    brush.beginPath()
    brush.moveTo(start.x, start.y)
    brush.bezierCurveTo(start.x + bend.x, start.y + bend.y, end.x - bend.x, end.y - bend.y, end.x, end.y)
    brush.stroke()
    const tip = direction === 'LR' ? ([-7, -4, -7, 4] as const) : ([-4, -7, 4, -7] as const)
    brush.beginPath()
    brush.moveTo(end.x, end.y)
    brush.lineTo(end.x + tip[0], end.y + tip[1])
    brush.lineTo(end.x + tip[2], end.y + tip[3])
    brush.fill()
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
