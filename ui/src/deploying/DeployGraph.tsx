import { useCallback, useMemo } from 'react'
import type { Arrow } from '../graph/layout'
import { Sheet } from '../graph/Sheet'
import { useLayout } from '../graph/useLayout'
import { t } from '../shared/words'
import { changesOf, graphOf, type DeployedDag } from './deploy'
import { changeName } from './changeName'

const NOTHING_OPEN: ReadonlySet<string> = new Set()

/** A DAG before and after, in one graph: what comes, what goes, and what is another. */
export default function DeployGraph({ dag }: { dag: DeployedDag }) {
  const graph = useMemo(() => graphOf(dag), [dag])
  const changes = useMemo(() => changesOf(dag), [dag])
  const drawing = useLayout(useMemo(() => ({ ...graph, run_id: null, task_instances: [] }), [graph]), NOTHING_OPEN, 'LR')
  const lookOf = useCallback(({ source, target }: Arrow) => (graph.gone.has(`${source} ${target}`) ? 'gone' : graph.fresh.has(`${source} ${target}`) ? 'fresh' : ''), [graph])
  if (!drawing) return <div className="graph" />
  return (
    <Sheet
      drawing={drawing}
      direction={drawing.direction}
      label={t('Graph of what changes')}
      lookOf={lookOf}
      show={({ id, label }) => {
        const change = changes.get(id) ?? 'unchanged'
        return (
          <span className={`graph-node deployed ${change}`} title={`${label}: ${changeName(change)}`}>
            <span>
              {label}
              <small>{change === 'unchanged' ? '' : changeName(change)}</small>
            </span>
          </span>
        )
      }}
    />
  )
}
