import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { stateColor, stateName } from '../shared/states'
import type { GridSummary } from '../shared/types'
import type { Box, Direction } from './layout'

interface Data extends Record<string, unknown> {
  box: Box
  task: GridSummary['task_instances'][number] | undefined
  direction: Direction
  isChosen: boolean
  onToggle: (id: string) => void
  onOpen: (id: string) => void
}

export type GraphFlowNode = Node<Data>

/** A task, or a group that is closed. */
export function TaskNode({ data }: NodeProps<GraphFlowNode>) {
  const { box, task } = data
  const state = task?.state ?? null
  const count = task?.child_states ? Object.values(task.child_states).reduce((sum, one) => sum + one, 0) : 0
  return (
    <>
      <Ends direction={data.direction} />
      <button
        type="button"
        className="graph-node nopan"
        title={`${box.id}${task ? `: ${statesOf(task)}` : ''}`}
        style={{ borderLeftColor: stateColor(state), ...(data.isChosen ? { outline: '2px solid var(--mantine-primary-color-filled)' } : {}) }}
        onClick={() => data.onOpen(box.id)}
      >
        <span>
          {box.mark === 'setup' ? '↥ ' : box.mark === 'teardown' ? '↧ ' : ''}
          {box.label}
          {box.isMapped && ` [${count || ' '}]`}
          <small>{task ? stateName(state) : (box.operator ?? '')}</small>
        </span>
      </button>
    </>
  )
}

export function GroupNode(props: NodeProps<GraphFlowNode>) {
  const { box, task } = props.data
  if (!box.isOpen) return <ClosedGroup {...props} />
  return (
    <div className="graph-group" style={{ borderColor: task ? stateColor(task.state) : undefined }}>
      <Ends direction={props.data.direction} />
      <button type="button" className="plain-button nopan" aria-expanded onClick={() => props.data.onToggle(box.id)}>
        ▾ {box.label}
      </button>
    </div>
  )
}

function ClosedGroup({ data }: NodeProps<GraphFlowNode>) {
  const { box, task } = data
  return (
    <>
      <Ends direction={data.direction} />
      <button
        type="button"
        className="graph-node nopan"
        aria-expanded={false}
        title={task ? statesOf(task) : box.id}
        style={{ borderLeftColor: stateColor(task?.state ?? null), borderStyle: 'dashed', borderLeftStyle: 'solid' }}
        onClick={() => data.onToggle(box.id)}
      >
        <span>
          ▸ {box.label}
          <small>{task ? statesOf(task) : ''}</small>
        </span>
      </button>
    </>
  )
}

export function JoinNode({ data }: NodeProps<GraphFlowNode>) {
  return (
    <div className="graph-join">
      <Ends direction={data.direction} />
    </div>
  )
}

function Ends({ direction }: { direction: Direction }) {
  return (
    <>
      <Handle type="target" position={direction === 'LR' ? Position.Left : Position.Top} isConnectable={false} />
      <Handle type="source" position={direction === 'LR' ? Position.Right : Position.Bottom} isConnectable={false} />
    </>
  )
}

const statesOf = (task: GridSummary['task_instances'][number]): string =>
  task.child_states
    ? Object.entries(task.child_states)
        .map(([state, count]) => `${count} ${stateName(state)}`)
        .join(', ')
    : stateName(task.state)
