import type { Box, Direction } from './layout'

export interface Point {
  x: number
  y: number
}

export interface Place extends Point {
  width: number
  height: number
}

/** How a sheet is looked at: where its corner is on the screen, and how large it is drawn. */
export interface View extends Point {
  zoom: number
}

export const SMALLEST = 0.05
export const LARGEST = 2
const AIR = 24

/** Where boxes stand in the whole picture: that of a task in a group is told from the group's corner. */
export function placesOf(boxes: Box[]): Map<string, Place> {
  const known = new Map(boxes.map((box) => [box.id, box]))
  const found = new Map<string, Place>()
  const place = (box: Box): Place => {
    const before = found.get(box.id)
    if (before) return before
    const parent = box.parent === null ? undefined : known.get(box.parent)
    const at = parent ? place(parent) : { x: 0, y: 0 }
    const made = { x: at.x + box.x, y: at.y + box.y, width: box.width, height: box.height }
    found.set(box.id, made)
    return made
  }
  boxes.forEach(place)
  return found
}

/** The least that holds all of them; null: there is nothing. */
export function aroundOf(places: Iterable<Place>): Place | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of places) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top }
}

const within = (zoom: number, most = LARGEST): number => Math.min(most, Math.max(SMALLEST, zoom))

/** The view in which all of this is seen, in the middle and not larger than that. */
export function fitted(what: Place, window: { width: number; height: number }, most = 1): View {
  const zoom = within(Math.min((window.width - 2 * AIR) / Math.max(1, what.width), (window.height - 2 * AIR) / Math.max(1, what.height)), most)
  return { zoom, x: (window.width - what.width * zoom) / 2 - what.x * zoom, y: (window.height - what.height * zoom) / 2 - what.y * zoom }
}

/** Larger or smaller, with what is at this point of the window staying there. */
export function zoomed(view: View, factor: number, at: Point): View {
  const zoom = within(view.zoom * factor)
  const by = zoom / view.zoom
  return { zoom, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }
}

const middle = ({ x, y, width, height }: Place): Point => ({ x: x + width / 2, y: y + height / 2 })

/** The box that is next in a direction of the screen, as one who moves with the arrow keys expects; undefined: there is none. */
export function nextOf(from: string, key: string, places: ReadonlyMap<string, Place>): string | undefined {
  const place = places.get(from)
  if (!place) return undefined
  const at = middle(place)
  const [along, across] = key === 'ArrowLeft' || key === 'ArrowRight' ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1
  let [best, least] = [undefined as string | undefined, Infinity]
  for (const [id, other] of places) {
    const there = middle(other)
    const ahead = sign * (there[along] - at[along])
    if (id === from || ahead <= 1) continue
    const far = ahead + 3 * Math.abs(there[across] - at[across])
    if (far < least) [best, least] = [id, far]
  }
  return best
}

const sides: Record<Direction, { from: (box: Place) => Point; to: (box: Place) => Point; isAcross: boolean; tip: readonly [number, number, number, number] }> = {
  LR: { from: (box) => ({ x: box.x + box.width, y: box.y + box.height / 2 }), to: (box) => ({ x: box.x, y: box.y + box.height / 2 }), isAcross: true, tip: [-7, -4, 0, 8] },
  RL: { from: (box) => ({ x: box.x, y: box.y + box.height / 2 }), to: (box) => ({ x: box.x + box.width, y: box.y + box.height / 2 }), isAcross: true, tip: [7, -4, 0, 8] },
  TB: { from: (box) => ({ x: box.x + box.width / 2, y: box.y + box.height }), to: (box) => ({ x: box.x + box.width / 2, y: box.y }), isAcross: false, tip: [-4, -7, 8, 0] },
  BT: { from: (box) => ({ x: box.x + box.width / 2, y: box.y }), to: (box) => ({ x: box.x + box.width / 2, y: box.y + box.height }), isAcross: false, tip: [-4, 7, 8, 0] },
}

export interface Stroke {
  line: string
  tip: string
  /** Where words about it stand. */
  middle: Point
}

const r = (number: number): number => Math.round(number * 10) / 10

/** An arrow between two boxes, as the words of an SVG path: straight through the lanes of its way, curved between them. */
export function strokeOf(source: Place, target: Place, direction: Direction, way: readonly Point[] = []): Stroke {
  const side = sides[direction]
  const points = [side.from(source), ...way, side.to(target)]
  const [first, last] = [points[0]!, points.at(-1)!]
  const words = [`M${r(first.x)} ${r(first.y)}`]
  for (let at = 1; at < points.length; at++) words.push(at % 2 === 0 ? `L${r(points[at]!.x)} ${r(points[at]!.y)}` : curve(points[at - 1]!, points[at]!, side.isAcross))
  const half = points.length / 2
  const [left, right] = [points[half - 1]!, points[half]!]
  const [tx, ty, ux, uy] = side.tip
  return {
    line: words.join(''),
    tip: `M${r(last.x)} ${r(last.y)}l${tx} ${ty}l${ux} ${uy}z`,
    middle: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 },
  }
}

function curve(from: Point, to: Point, isAcross: boolean): string {
  const [dx, dy] = isAcross ? [(to.x - from.x) / 2, 0] : [0, (to.y - from.y) / 2]
  return `C${r(from.x + dx)} ${r(from.y + dy)} ${r(to.x - dx)} ${r(to.y - dy)} ${r(to.x)} ${r(to.y)}`
}
