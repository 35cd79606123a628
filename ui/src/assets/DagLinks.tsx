import { AnchorLink } from '../shared/AnchorLink'
import { Few } from '../shared/Few'
import type { Reference } from './asset'

/** Links to the DAGs, or the tasks in them, that have to do with an asset; of many, the first ones. */
export const DagLinks = ({ of, label }: { of: Reference[]; label: string }) => (
  <Few
    items={of}
    label={label}
    keyOf={(one) => `${one.dag_id} ${one.task_id ?? ''}`}
    show={(one) =>
      one.task_id ? (
        <AnchorLink to="/dags/$dagId/tasks/$taskId" params={{ dagId: one.dag_id, taskId: one.task_id }} mr={8}>
          {one.dag_id} / {one.task_id}
        </AnchorLink>
      ) : (
        <AnchorLink to="/dags/$dagId" params={{ dagId: one.dag_id }} mr={8}>
          {one.dag_id}
        </AnchorLink>
      )
    }
  />
)
