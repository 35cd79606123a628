import { stateColor, stateName } from '../shared/states'
import { PlainLink } from '../shared/PlainLink'
import type { GraphNode, GridSummary } from '../shared/types'
import { t } from '../shared/words'
import type { Box } from './layout'

export type TaskSummary = GridSummary['task_instances'][number]

interface Props {
  box: Box
  task: TaskSummary | undefined
  /** It stands out: pointed at, looked for, or opened beside. */
  isChosen: boolean
  /** What is looked for is something else. */
  isFaded: boolean
  onToggle: (id: string) => void
  onOpen: (id: string) => void
}

const lookOf = (isChosen: boolean, isFaded: boolean, more = ''): string => `graph-node${isChosen ? ' chosen-thing' : ''}${isFaded ? ' faded' : ''}${more}`

/** A task. */
export function TaskNode({ box, task, isChosen, isFaded, onOpen }: Props) {
  const count = task?.child_states ? Object.values(task.child_states).reduce((sum, one) => sum + one, 0) : 0
  return (
    <button type="button" className={lookOf(isChosen, isFaded)} title={`${box.id}${task ? `: ${statesOf(task)}` : ''}`} style={{ borderLeftColor: stateColor(task?.state ?? null) }} onClick={() => onOpen(box.id)}>
      <span>
        {box.mark === 'setup' ? '↥ ' : box.mark === 'teardown' ? '↧ ' : ''}
        {box.type === 'sensor' && <span aria-hidden>◷ </span>}
        {box.label}
        {box.isMapped && ` [${count || ' '}]`}
        <small>{task ? stateName(task.state) : (box.operator ?? '')}</small>
      </span>
      <StateBar task={task} />
    </button>
  )
}

export function GroupNode(props: Props) {
  const { box, task, onToggle } = props
  if (!box.isOpen) return <ClosedGroup {...props} />
  return (
    <div className="graph-group" style={{ borderColor: task ? stateColor(task.state) : undefined }}>
      <button type="button" className="plain-button" aria-expanded onClick={() => onToggle(box.id)}>
        ▾ {box.label}
      </button>
    </div>
  )
}

function ClosedGroup({ box, task, isChosen, isFaded, onToggle }: Props) {
  return (
    <button
      type="button"
      className={lookOf(isChosen, isFaded, ' closed')}
      aria-expanded={false}
      title={task ? statesOf(task) : box.id}
      style={{ borderLeftColor: stateColor(task?.state ?? null) }}
      onClick={() => onToggle(box.id)}
    >
      <span>
        ▸ {box.label}
        <small>{task ? statesOf(task) : ''}</small>
      </span>
      <StateBar task={task} />
    </button>
  )
}

const kinds: Record<string, { mark: string; name: () => string }> = {
  asset: { mark: '⛁', name: () => t('asset') },
  'asset-alias': { mark: '⛁', name: () => t('alias of assets') },
  'asset-name-ref': { mark: '⛁', name: () => t('asset by name') },
  'asset-uri-ref': { mark: '⛁', name: () => t('asset by address') },
  trigger: { mark: '▶', name: () => t('triggers') },
  sensor: { mark: '◷', name: () => t('waits') },
}

/** What is around the DAG: an asset, what joins assets, or another DAG. */
export function OutsideNode({ node, isChosen }: { node: GraphNode; isChosen: boolean }) {
  if (node.type === 'asset-condition') {
    const isAll = node.asset_condition_type === 'and-gate'
    return (
      <span className="graph-node gate" title={isAll ? t('all of these') : t('any of these')}>
        {isAll ? t('and') : t('or')}
      </span>
    )
  }
  const kind = kinds[node.type]
  const look = `graph-node thing ${node.type}${isChosen ? ' chosen-thing' : ''}`
  const words = (
    <span>
      <span aria-hidden>{kind?.mark}</span> {node.label}
      <small>{kind?.name()}</small>
    </span>
  )
  const address = node.dag_id ? `/dags/${encodeURIComponent(node.dag_id)}` : node.asset_id ? `/assets/${node.asset_id}` : null
  return address === null ? (
    <span className={look} title={node.label}>
      {words}
    </span>
  ) : (
    <PlainLink href={address} className={look} title={node.label}>
      {words}
    </PlainLink>
  )
}

/** How many instances are in which state, as shares of a line. */
export function StateBar({ task }: { task: TaskSummary | undefined }) {
  if (!task?.child_states) return null
  return (
    <span className="state-bar" aria-hidden>
      {Object.entries(task.child_states).map(([state, count]) => (
        <i key={state} style={{ flex: count, background: stateColor(state) }} />
      ))}
    </span>
  )
}

export const statesOf = (task: TaskSummary): string =>
  task.child_states
    ? Object.entries(task.child_states)
        .map(([state, count]) => `${count} ${stateName(state)}`)
        .join(', ')
    : stateName(task.state)
