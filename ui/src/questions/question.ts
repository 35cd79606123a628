import { instanceAddress, runAddress } from '../shared/addresses'
import { address, get, part } from '../shared/api'
import { isUnfinished } from '../shared/states'
import type { Param, TaskInstance } from '../shared/types'
import { t } from '../shared/words'

/** What a task asks people, and the answer. */
export interface Question {
  task_instance: TaskInstance
  subject: string
  body: string | null
  options: string[]
  defaults: string[] | null
  multiple: boolean
  params: Record<string, unknown> | null
  assigned_users: { id: string; name: string }[]
  created_at: string
  responded_at: string | null
  responded_by_user: { name: string } | null
  chosen_options: string[] | null
  params_input: Record<string, unknown> | null
}

/** Whose questions are meant: of a run, a task, an instance; of everything where nothing is said. */
export interface Place {
  dagId?: string | undefined
  runId?: string | undefined
  taskId?: string | undefined
  mapIndex?: number | undefined
}

export type ActionState =
  | 'approval_required' | 'approval_received' | 'rejection_received' | 'choice_required' | 'choice_received' | 'response_required' | 'response_received' | 'no_response_received'

const hasParams = (question: Question): boolean => Object.keys(question.params ?? {}).length > 0

const isApproval = ({ options }: Question): boolean => options.length === 2 && options.includes('Approve') && options.includes('Reject')

/** What a question waits for, or what came of it. */
export function actionOf(question: Question): ActionState {
  const isAnswered = question.responded_at !== null
  if (!isAnswered && !isUnfinished(question.task_instance.state)) return 'no_response_received'
  if (isApproval(question)) return !isAnswered ? 'approval_required' : question.chosen_options?.includes('Approve') ? 'approval_received' : 'rejection_received'
  const kind = hasParams(question) ? 'response' : 'choice'
  return `${kind}_${isAnswered ? 'received' : 'required'}`
}

/** Whether it can still be answered. */
export const isOpen = (question: Question): boolean => actionOf(question).endsWith('_required')

const names: Record<ActionState, () => string> = {
  approval_required: () => t('Approval required'),
  approval_received: () => t('Approved'),
  rejection_received: () => t('Rejected'),
  choice_required: () => t('Choice required'),
  choice_received: () => t('Choice received'),
  response_required: () => t('Response required'),
  response_received: () => t('Response received'),
  no_response_received: () => t('Nobody answered'),
}

export const actionName = (state: ActionState): string => names[state]()

/** The params of a question as a form has them; what is no param, but a value, is one of any kind. */
export function paramsOf(question: Question): Record<string, Param> {
  const isParam = (one: unknown): one is Param => typeof one === 'object' && one !== null && 'value' in one && 'schema' in one
  const ofValue = (value: unknown): Param => ({ value, description: null, schema: schemaOf(value) })
  const valueOf = (one: unknown): unknown => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one)
  return Object.fromEntries(Object.entries(question.params ?? {}).map(([name, one]) => [name, isParam(one) ? one : ofValue(valueOf(one))]))
}

const schemaOf = (value: unknown): Param['schema'] => (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? { type: typeof value } : { type: ['object', 'array', 'null'] })

/** Operators that ask people; others are known by their state while they ask. */
const asking = ['HITLOperator', 'ApprovalOperator', 'HITLEntryOperator', 'HITLBranchOperator']

/** Whether a task instance asks somebody, or has. */
export const asks = (task: TaskInstance): boolean => task.state === 'awaiting_input' || asking.includes(task.operator_name ?? '')

/** The page of these questions: that of a run or an instance, else the list of all with what is meant as its filters. */
export function questionsAddress({ dagId, runId, taskId, mapIndex = -1 }: Place, isPending: boolean): string {
  if (dagId === undefined || runId === undefined) return address('/required_actions', { dag: dagId, task: taskId, answered: isPending ? 'false' : undefined })
  const of = taskId === undefined ? runAddress(dagId, runId) : instanceAddress({ dag_id: dagId, dag_run_id: runId, task_id: taskId, map_index: mapIndex })
  return `${of}/required_actions`
}

/** What is asked there, with those that wait the longest first. */
export const questionsQuery = ({ dagId, runId, taskId, mapIndex }: Place, isPending: boolean) => ({
  queryKey: ['questions', dagId, runId, taskId, mapIndex, isPending],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<{ hitl_details: Question[]; total_entries: number }>(
      `/api/v2/dags/${part(dagId ?? '~')}/dagRuns/${part(runId ?? '~')}/hitlDetails`,
      { task_id: taskId, map_index: mapIndex, ...(isPending ? { response_received: false, state: ['awaiting_input', 'deferred'] } : {}), order_by: isPending ? 'created_at' : '-created_at', limit: 100 },
      signal,
    ),
})
