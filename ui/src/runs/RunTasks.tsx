import { TaskList } from '../lists/TaskList'

/** The task instances of a run, or of one group in it. */
export const RunTasks = ({ dagId, runId, groupId }: { dagId: string; runId: string; groupId: string | undefined }) => <TaskList dagId={dagId} runId={runId} groupId={groupId} />
