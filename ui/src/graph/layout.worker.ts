import type { GraphEdge, GraphNode } from '../shared/types'
import { layout, type Direction } from './layout'

export interface Question {
  number: number
  nodes: GraphNode[]
  edges: GraphEdge[]
  open: string[]
  direction: Direction
}

// a graph of a thousand tasks takes a while: it is not done where the page is drawn
self.onmessage = ({ data }: MessageEvent<Question>) => self.postMessage({ number: data.number, drawing: layout(data.nodes, data.edges, new Set(data.open), data.direction) })
