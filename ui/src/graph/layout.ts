import type { GraphEdge, GraphNode } from '../shared/types'
import { layered } from './layers'

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
  place(nodes, null, { arrows, open, direction, boxes })
  return { boxes, arrows }
}

/** Arrows between what is to be seen, each once; those within a closed group are gone. */
function arrowsOf(edges: GraphEdge[], shown: ReadonlyMap<string, string>): Arrow[] {
  const found = new Map<string, Arrow>()
  for (const edge of edges) {
    const [source, target] = [shown.get(edge.source_id), shown.get(edge.target_id)]
    if (!source || !target || source === target) continue
    const id = `${source}>${target}`
    if (!found.has(id)) found.set(id, { id, source, target, label: edge.label })
  }
  return [...found.values()]
}

interface Plan {
  arrows: Arrow[]
  open: ReadonlySet<string>
  direction: Direction
  boxes: Box[]
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
  const links = plan.arrows.flatMap(({ source, target }) => {
    const [from, to] = [home.get(source), home.get(target)]
    return from !== undefined && to !== undefined && from !== to ? [[from, to] as const] : []
  })
  const isAcross = plan.direction === 'LR' || plan.direction === 'RL'
  const isTurned = plan.direction === 'RL' || plan.direction === 'BT'
  const items = made.map(({ id, width, height }) => (isAcross ? { id, along: width, across: height } : { id, along: height, across: width }))
  const { spots, along, across } = layered(items, links, { layers: LAYERS, items: BESIDE })
  const top = parent === null ? EDGE : HEAD
  for (const box of made) {
    const spot = spots.get(box.id)
    const at = isTurned ? along - (spot?.along ?? 0) : (spot?.along ?? 0)
    box.x = EDGE + (isAcross ? at : (spot?.across ?? 0)) - box.width / 2
    box.y = top + (isAcross ? (spot?.across ?? 0) : at) - box.height / 2
  }
  plan.boxes.unshift(...made)
  const [width, height] = isAcross ? [along, across] : [across, along]
  return { width: Math.max(width + 2 * EDGE, SHORTEST), height: height + top + EDGE }
}

const idsOf = (node: GraphNode): string[] => [node.id, ...(node.children ?? []).flatMap(idsOf)]

function sizeOf(node: GraphNode): { width: number; height: number } {
  if (node.type === 'join') return { width: JOIN, height: JOIN }
  if (node.type === 'asset-condition') return { width: GATE, height: 28 }
  return { width: Math.min(LONGEST, Math.max(SHORTEST, 34 + (node.label.length + (node.is_mapped ? 5 : 0) + (isOutside(node) ? 4 : 0)) * LETTER)), height: HEIGHT }
}
