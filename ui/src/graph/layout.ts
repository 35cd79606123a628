import dagre from '@dagrejs/dagre'
import type { GraphEdge, GraphNode } from '../shared/types'

/** A box as it is drawn; its place is within the group around it. */
export interface Box {
  id: string
  parent: string | null
  kind: 'task' | 'group' | 'join'
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

export type Direction = 'LR' | 'TB'

const HEIGHT = 40
const JOIN = 10
const HEAD = 30
const EDGE = 14
const LETTER = 7.4
const SHORTEST = 96
const LONGEST = 260

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
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: plan.direction, nodesep: 14, ranksep: 44, marginx: EDGE, marginy: EDGE })
  graph.setDefaultEdgeLabel(() => ({}))
  const home = new Map<string, string>()
  const made: Box[] = []
  for (const node of nodes) {
    const isOpen = node.children !== null && plan.open.has(node.id)
    const size = isOpen ? place(node.children ?? [], node.id, plan) : sizeOf(node)
    for (const id of idsOf(node)) home.set(id, node.id)
    graph.setNode(node.id, size)
    made.push({
      id: node.id,
      parent,
      kind: node.type === 'join' ? 'join' : node.children ? 'group' : 'task',
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
  for (const arrow of plan.arrows) {
    const [source, target] = [home.get(arrow.source), home.get(arrow.target)]
    if (source && target && source !== target) graph.setEdge(source, target)
  }
  dagre.layout(graph)
  const top = parent === null ? 0 : HEAD - EDGE
  for (const box of made) {
    const at = graph.node(box.id)
    box.x = at.x - box.width / 2
    box.y = at.y - box.height / 2 + top
  }
  plan.boxes.unshift(...made)
  const { width = SHORTEST, height = HEIGHT } = graph.graph()
  return { width: Math.max(width, SHORTEST), height: height + top }
}

const idsOf = (node: GraphNode): string[] => [node.id, ...(node.children ?? []).flatMap(idsOf)]

function sizeOf(node: GraphNode): { width: number; height: number } {
  if (node.type === 'join') return { width: JOIN, height: JOIN }
  return { width: Math.min(LONGEST, Math.max(SHORTEST, 34 + (node.label.length + (node.is_mapped ? 5 : 0)) * LETTER)), height: HEIGHT }
}
