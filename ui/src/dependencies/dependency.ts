import type { GraphEdge, GraphNode } from '../shared/types'

export interface DependencyNode {
  id: string
  label: string
  type: 'dag' | 'asset' | 'asset-alias' | 'asset-name-ref' | 'asset-uri-ref' | 'trigger' | 'sensor'
  asset_id: number | null
}

export interface Dependencies {
  nodes: DependencyNode[]
  edges: { source_id: string; target_id: string }[]
}

/** What the layout takes: every node is a box of its own. */
export const shapeOf = ({ nodes, edges }: Dependencies): { nodes: GraphNode[]; edges: GraphEdge[] } => ({
  // the mark before the name takes its room
  nodes: nodes.map(({ id, label, type }) => ({ id, label: `${label}    `, type, children: null, is_mapped: null, setup_teardown_type: null, operator: null })),
  edges: edges.map((edge) => ({ ...edge, is_setup_teardown: null, label: null })),
})

/** Where the page of a node is; null: it has none. */
export function addressOf(node: DependencyNode): string | null {
  if (node.type === 'dag') return `/dags/${encodeURIComponent(node.label)}`
  if (node.asset_id !== null) return `/assets/${node.asset_id}`
  const [dagId, taskId] = [node.id.slice(node.type.length + 1, node.id.lastIndexOf(':')), node.id.slice(node.id.lastIndexOf(':') + 1)]
  return node.type === 'trigger' || node.type === 'sensor' ? `/dags/${encodeURIComponent(dagId)}/tasks/${encodeURIComponent(taskId)}` : null
}
