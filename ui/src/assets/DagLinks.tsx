import { AnchorLink } from '../shared/AnchorLink'
import type { Reference } from './asset'

/** Links to the DAGs, or the tasks in them, that have to do with an asset. */
export function DagLinks({ of }: { of: Reference[] }) {
  return of.map((one) =>
    one.task_id ? (
      <AnchorLink key={`${one.dag_id} ${one.task_id}`} to="/dags/$dagId/tasks/$taskId" params={{ dagId: one.dag_id, taskId: one.task_id }} mr={8}>
        {one.dag_id} / {one.task_id}
      </AnchorLink>
    ) : (
      <AnchorLink key={one.dag_id} to="/dags/$dagId" params={{ dagId: one.dag_id }} mr={8}>
        {one.dag_id}
      </AnchorLink>
    ),
  )
}
