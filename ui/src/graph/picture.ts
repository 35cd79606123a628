import { stateColor } from '../shared/states'
import type { Direction, Drawing } from './layout'
import { aroundOf, placesOf, strokeOf } from './sheet'

const AIR = 20
const SHARP = 2
const EDGE = 5

/** The whole graph as a PNG, however much of it is on the screen. */
export async function pictureOf(drawing: Drawing, stateOf: (id: string) => string | null, direction: Direction, isDark: boolean): Promise<Blob | null> {
  const places = placesOf(drawing.boxes)
  const around = aroundOf(places.values()) ?? { x: 0, y: 0, width: 1, height: 1 }
  const canvas = document.createElement('canvas')
  canvas.width = SHARP * (around.width + 2 * AIR)
  canvas.height = SHARP * (around.height + 2 * AIR)
  const brush = canvas.getContext('2d')
  if (!brush) return null
  const [ground, ink, line] = isDark ? ['#1f1f1f', '#e8e8e8', '#6d7278'] : ['#ffffff', '#1a1a1a', '#9aa1a9']
  brush.scale(SHARP, SHARP)
  brush.fillStyle = ground
  brush.fillRect(0, 0, canvas.width, canvas.height)
  brush.translate(AIR - around.x, AIR - around.y)
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
    if (!isOpen && box.kind !== 'outside') {
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
    const stroke = strokeOf(from, to, direction, arrow.way)
    brush.stroke(new Path2D(stroke.line))
    brush.fill(new Path2D(stroke.tip))
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
