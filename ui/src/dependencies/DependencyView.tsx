import '@xyflow/react/dist/style.css'
import { Text, useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Background, Controls, Handle, MarkerType, MiniMap, Position, ReactFlow, ReactFlowProvider, useReactFlow, type Node, type NodeProps } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import { useLayout } from '../graph/useLayout'
import { get } from '../shared/api'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'
import { addressOf, shapeOf, type Dependencies, type DependencyNode } from './dependency'

const kinds: Record<DependencyNode['type'], { mark: string; name: () => string }> = {
  dag: { mark: '◆', name: () => t('DAG') },
  asset: { mark: '⛁', name: () => t('asset') },
  'asset-alias': { mark: '⛁', name: () => t('alias of assets') },
  'asset-name-ref': { mark: '⛁', name: () => t('asset by name') },
  'asset-uri-ref': { mark: '⛁', name: () => t('asset by address') },
  trigger: { mark: '▶', name: () => t('triggers') },
  sensor: { mark: '◷', name: () => t('waits') },
}

const nodeTypes = { thing: ThingNode }
const NOTHING_OPEN: ReadonlySet<string> = new Set()
const MANY = 200

/** DAGs and what links them; of one node, only what hangs together with it. */
export default function DependencyView({ nodeId, find = '' }: { nodeId?: string | undefined; find?: string }) {
  const found = useQuery({ queryKey: ['dags', undefined, 'dependencies', nodeId], queryFn: () => get<Dependencies>('/ui/dependencies', { node_id: nodeId }) })
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (found.data?.nodes.length === 0) return <Text c="dimmed">{nodeId ? t('Nothing depends on it, and it depends on nothing.') : t('No DAG triggers another one, waits for one, or shares an asset with one.')}</Text>
  return (
    <ReactFlowProvider>
      <Picture data={found.data} chosen={nodeId} find={find} />
    </ReactFlowProvider>
  )
}

function Picture({ data, chosen, find }: { data: Dependencies | undefined; chosen: string | undefined; find: string }) {
  const flow = useReactFlow()
  const scheme = useComputedColorScheme('light')
  const shape = useMemo(() => data && { ...shapeOf(data), run_id: null, task_instances: [] }, [data])
  const drawing = useLayout(shape, NOTHING_OPEN, 'LR')
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    if (drawing) void flow.fitView({ padding: 0.08, maxZoom: 1, duration: 0 })
  }, [flow, drawing])
  const wanted = find.toLowerCase()
  useEffect(() => {
    const box = wanted ? drawing?.boxes.find((one) => one.label.toLowerCase().includes(wanted)) : undefined
    if (box) void flow.fitView({ nodes: [{ id: box.id }], maxZoom: 1.2, duration: 200 })
  }, [flow, drawing, wanted])
  const things = new Map(data?.nodes.map((node) => [node.id, node]))
  return (
    <div className="graph" role="region" aria-label={t('Graph')}>
      {drawing && (
        <ReactFlow
          nodes={drawing.boxes.flatMap((box): ThingFlowNode[] => {
            const thing = things.get(box.id)
            return thing ? [{ id: box.id, type: 'thing', position: { x: box.x, y: box.y }, width: box.width, height: box.height, data: { thing, isChosen: box.id === chosen || box.id === over || (wanted !== '' && box.label.toLowerCase().includes(wanted)) } }] : []
          })}
          edges={drawing.arrows.map((arrow) => {
            const isChosen = arrow.source === over || arrow.target === over
            return { id: arrow.id, source: arrow.source, target: arrow.target, style: { strokeWidth: isChosen ? 2.5 : 1.2, ...(isChosen ? { stroke: 'var(--mantine-primary-color-filled)' } : {}) }, markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 } }
          })}
          nodeTypes={nodeTypes}
          colorMode={scheme}
          minZoom={0.05}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          onlyRenderVisibleElements={drawing.boxes.length > MANY}
          onNodeMouseEnter={(_, node) => setOver(node.id)}
          onNodeMouseLeave={() => setOver(null)}
        >
          <Background />
          <Controls showInteractive={false} />
          {drawing.boxes.length > 12 && <MiniMap pannable ariaLabel={t('Small map')} />}
        </ReactFlow>
      )}
    </div>
  )
}

type ThingFlowNode = Node<{ thing: DependencyNode; isChosen: boolean } & Record<string, unknown>>

function ThingNode({ data: { thing, isChosen } }: NodeProps<ThingFlowNode>) {
  const { mark, name } = kinds[thing.type]
  const address = addressOf(thing)
  const words = (
    <span>
      <span aria-hidden>{mark}</span> {thing.label}
      <small>{name()}</small>
    </span>
  )
  const look = `graph-node nopan thing ${thing.type}${isChosen ? ' chosen-thing' : ''}`
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      {address === null ? (
        <span className={look} title={thing.label}>
          {words}
        </span>
      ) : (
        <PlainLink href={address} className={look} title={thing.label}>
          {words}
        </PlainLink>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )
}
