import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, ReactFlowProvider, useReactFlow, type Node, type NodeProps } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { useLayout } from '../graph/useLayout'
import { t } from '../shared/words'
import { changesOf, graphOf, type Change, type DeployedDag } from './deploy'
import { changeName } from './changeName'

const NOTHING_OPEN: ReadonlySet<string> = new Set()
const nodeTypes = { task: TaskNode }

/** A DAG before and after, in one graph: what comes, what goes, and what is another. */
export default function DeployGraph({ dag }: { dag: DeployedDag }) {
  return (
    <ReactFlowProvider>
      <Picture dag={dag} />
    </ReactFlowProvider>
  )
}

function Picture({ dag }: { dag: DeployedDag }) {
  const flow = useReactFlow()
  const scheme = useComputedColorScheme('light')
  const graph = useMemo(() => graphOf(dag), [dag])
  const changes = useMemo(() => changesOf(dag), [dag])
  const drawing = useLayout(useMemo(() => ({ ...graph, run_id: null, task_instances: [] }), [graph]), NOTHING_OPEN, 'LR')
  useEffect(() => {
    if (drawing) void flow.fitView({ padding: 0.08, maxZoom: 1, duration: 0 })
  }, [flow, drawing])
  return (
    <div className="graph" role="region" aria-label={t('Graph of what changes')}>
      {drawing && (
        <ReactFlow
          nodes={drawing.boxes.map((box): TaskFlowNode => ({ id: box.id, type: 'task', position: { x: box.x, y: box.y }, width: box.width, height: box.height, data: { label: box.label, change: changes.get(box.id) ?? 'unchanged' } }))}
          edges={drawing.arrows.map((arrow) => {
            const key = `${arrow.source} ${arrow.target}`
            return { id: arrow.id, source: arrow.source, target: arrow.target, className: graph.gone.has(key) ? 'gone' : graph.fresh.has(key) ? 'fresh' : '', markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 } }
          })}
          nodeTypes={nodeTypes}
          colorMode={scheme}
          minZoom={0.05}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
        >
          <Background />
          <Controls showInteractive={false} />
        </ReactFlow>
      )}
    </div>
  )
}

type TaskFlowNode = Node<{ label: string; change: Change } & Record<string, unknown>>

function TaskNode({ data: { label, change } }: NodeProps<TaskFlowNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className={`graph-node deployed ${change}`} title={`${label}: ${changeName(change)}`}>
        <span>
          {label}
          <small>{change === 'unchanged' ? '' : changeName(change)}</small>
        </span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )
}
