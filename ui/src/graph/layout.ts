import type { GraphEdge, GraphNode } from '../shared/types'
import { layered, type Spot } from './layers'
import { placesOf, type Point } from './sheet'

/** A box as it is drawn; its place is within the group around it. */
export interface Box {
  id: string
  parent: string | null
  /** Outside is what is not the DAG's: assets, what joins them, and other DAGs. */
  kind: 'task' | 'group' | 'join' | 'outside'
  type: string
  label: string
  x: number
  y: number
  width: number
  height: number
  isOpen: boolean
  isMapped: boolean
  operator: string | null
  mark: 'setup' | 'teardown' | null
}

export interface Arrow {
  id: string
  source: string
  target: string
  label: string | null
  /** Where it goes between boxes, in the whole picture: where each lane begins and ends, in turn. */
  way: Point[]
}

export interface Drawing {
  boxes: Box[]
  arrows: Arrow[]
}

export type Direction = 'LR' | 'RL' | 'TB' | 'BT'

export const directions: readonly Direction[] = ['LR', 'RL', 'TB', 'BT']

const HEIGHT = 40
const JOIN = 10
const HEAD = 30
const EDGE = 14
const LETTER = 7.4
const SMALL_LETTER = 6.3
const SHORTEST = 96
const LONGEST = 260
const GATE = 52
const LAYERS = 44
const BESIDE = 14

const outside = new Set(['asset', 'asset-alias', 'asset-name-ref', 'asset-uri-ref', 'asset-condition', 'trigger'])

/** Whether it is around the DAG rather than in it; a sensor is one of its tasks, unless it stands for another DAG. */
export const isOutside = (node: GraphNode): boolean => outside.has(node.type) || Boolean(node.dag_id)

/** Where tasks and groups stand: every group is laid out by itself, and is then one box in what is around it, so that opening one moves little. */
export function layout(nodes: GraphNode[], edges: GraphEdge[], open: ReadonlySet<string>, direction: Direction): Drawing {
  const shown = new Map<string, string>()
  const reveal = (list: GraphNode[], under: string | null): void => {
    for (const node of list) {
      const isHidden = under !== null
      shown.set(node.id, under ?? node.id)
      if (node.children) reveal(node.children, isHidden ? under : open.has(node.id) ? null : node.id)
    }
  }
  reveal(nodes, null)
  const arrows = arrowsOf(edges, shown)
  const boxes: Box[] = []
  const ways = new Map<Arrow, { parent: string | null; points: Point[] }>()
  place(nodes, null, { arrows, open, direction, boxes, ways })
  const places = placesOf(boxes)
  for (const [arrow, { parent, points }] of ways) {
    const corner = parent === null ? undefined : places.get(parent)
    arrow.way = corner ? points.map(({ x, y }) => ({ x: x + corner.x, y: y + corner.y })) : points
  }
  return { boxes, arrows }
}

/** Arrows between what is to be seen, each once; those within a closed group are gone. */
function arrowsOf(edges: GraphEdge[], shown: ReadonlyMap<string, string>): Arrow[] {
  const found = new Map<string, Arrow>()
  for (const edge of edges) {
    const [source, target] = [shown.get(edge.source_id), shown.get(edge.target_id)]
    if (!source || !target || source === target) continue
    const id = `${source}>${target}`
    if (!found.has(id)) found.set(id, { id, source, target, label: edge.label, way: [] })
  }
  return [...found.values()]
}

interface Plan {
  arrows: Arrow[]
  open: ReadonlySet<string>
  direction: Direction
  boxes: Box[]
  /** Of arrows their points within the group that holds both of their ends. */
  ways: Map<Arrow, { parent: string | null; points: Point[] }>
}

/** Places the nodes of one group, and tells how large it becomes. */
function place(nodes: GraphNode[], parent: string | null, plan: Plan): { width: number; height: number } {
  const home = new Map<string, string>()
  const made: Box[] = []
  for (const node of nodes) {
    const isOpen = node.children !== null && plan.open.has(node.id)
    const size = isOpen ? place(node.children ?? [], node.id, plan) : sizeOf(node)
    for (const id of idsOf(node)) home.set(id, node.id)
    made.push({
      id: node.id,
      parent,
      kind: node.type === 'join' ? 'join' : isOutside(node) ? 'outside' : node.children ? 'group' : 'task',
      type: node.type,
      label: node.label,
      x: 0,
      y: 0,
      ...size,
      isOpen,
      isMapped: Boolean(node.is_mapped),
      operator: node.operator,
      mark: node.setup_teardown_type,
    })
  }
  const links = plan.arrows.flatMap((arrow) => {
    const [from, to] = [home.get(arrow.source), home.get(arrow.target)]
    return from !== undefined && to !== undefined && from !== to ? [{ arrow, ends: [from, to] as const }] : []
  })
  const isAcross = plan.direction === 'LR' || plan.direction === 'RL'
  const isTurned = plan.direction === 'RL' || plan.direction === 'BT'
  const items = made.map(({ id, width, height }) => (isAcross ? { id, along: width, across: height } : { id, along: height, across: width }))
  const { spots, ways, along, across } = layered(
    items,
    links.map(({ ends }) => ends),
    { layers: LAYERS, items: BESIDE },
  )
  const top = parent === null ? EDGE : HEAD
  const point = (spot: Spot | undefined): Point => {
    const [at, side] = [isTurned ? along - (spot?.along ?? 0) : (spot?.along ?? 0), spot?.across ?? 0]
    return isAcross ? { x: EDGE + at, y: top + side } : { x: EDGE + side, y: top + at }
  }
  for (const box of made) {
    const { x, y } = point(spots.get(box.id))
    box.x = x - box.width / 2
    box.y = y - box.height / 2
  }
  links.forEach(({ arrow }, at) => plan.ways.set(arrow, { parent, points: ways[at]!.map(point) }))
  plan.boxes.unshift(...made)
  const [width, height] = isAcross ? [along, across] : [across, along]
  return { width: Math.max(width + 2 * EDGE, SHORTEST), height: height + top + EDGE }
}

const idsOf = (node: GraphNode): string[] => [node.id, ...(node.children ?? []).flatMap(idsOf)]

function sizeOf(node: GraphNode): { width: number; height: number } {
  if (node.type === 'join') return { width: JOIN, height: JOIN }
  if (node.type === 'asset-condition') return { width: GATE, height: 28 }
  const letters = node.label.length + (node.is_mapped ? 5 : 0) + (isOutside(node) ? 4 : 0)
  return { width: Math.min(LONGEST, Math.max(SHORTEST, 34 + letters * LETTER, 28 + (node.operator?.length ?? 0) * SMALL_LETTER)), height: HEIGHT }
}
