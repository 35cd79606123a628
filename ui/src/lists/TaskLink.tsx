import { AnchorLink } from '../shared/AnchorLink'

interface Named {
  dag_id: string
  dag_run_id: string
  task_id: string
  map_index: number
  task_display_name?: string
  rendered_map_index?: string | null
}

/** A link to a task instance, by its name and the name of its map index. */
export function TaskLink({ task }: { task: Named }) {
  const params = { dagId: task.dag_id, runId: task.dag_run_id, taskId: task.task_id }
  const name = task.task_display_name ?? task.task_id
  return task.map_index < 0 ? (
    <AnchorLink to="/dags/$dagId/runs/$runId/tasks/$taskId" params={params}>
      {name}
    </AnchorLink>
  ) : (
    <AnchorLink to="/dags/$dagId/runs/$runId/tasks/$taskId/mapped/$mapIndex" params={{ ...params, mapIndex: String(task.map_index) }}>
      {name} [{task.rendered_map_index ?? task.map_index}]
    </AnchorLink>
  )
}
