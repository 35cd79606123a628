import { Button } from '@mantine/core'
import { useState } from 'react'
import { more, timeRange } from '../lists/moreFilters'
import { TaskLink } from '../lists/TaskLink'
import { AnchorLink } from '../shared/AnchorLink'
import { part } from '../shared/api'
import type { Column } from '../shared/DataTable'
import type { Filter } from '../shared/Filters'
import { ListPage } from '../shared/ListPage'
import { stateName, taskStates } from '../shared/states'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import { actionName, actionOf, isOpen, type Place, type Question } from './question'
import { QuestionModal } from './QuestionModal'

/** What tasks ask people, and the answers: all of them, or those of a DAG, a run or a task. */
export default function QuestionList({ dagId, runId, taskId }: Place) {
  const [asked, setAsked] = useState<string | null>(null)
  const isPart = dagId !== undefined
  return (
    <>
      <ListPage<Question>
        title={t('Questions to people')}
        about="questions"
        isPart={isPart}
        {...(isPart ? { dagId, fixed: { task_id: taskId } } : {})}
        path={`/api/v2/dags/${part(dagId ?? '~')}/dagRuns/${part(runId ?? '~')}/hitlDetails`}
        list="hitl_details"
        order="-created_at"
        keyOf={(question) => question.task_instance.id}
        empty={t('No task asks anything.')}
        chooses="questions"
        columns={columnsOf({ dagId, runId, taskId }, (question) => setAsked(question.task_instance.id))}
        filters={filtersOf({ dagId, runId, taskId })}
        above={(questions) => {
          const question = questions?.find((one) => one.task_instance.id === asked)
          return question && <QuestionModal question={question} onClose={() => setAsked(null)} />
        }}
      />
    </>
  )
}

function columnsOf({ dagId, runId, taskId }: Place, ask: (question: Question) => void): Column<Question>[] {
  const all: (Column<Question> | false)[] = [
    { label: t('What is needed'), show: (question) => actionName(actionOf(question)) },
    {
      label: t('Question'),
      sort: 'subject',
      show: (question) => (
        <Button size="compact-sm" variant={isOpen(question) ? 'filled' : 'subtle'} onClick={() => ask(question)}>
          {question.subject}
        </Button>
      ),
    },
    dagId === undefined && { label: t('DAG'), sort: 'dag_id', show: ({ task_instance: task }) => <AnchorLink to="/dags/$dagId" params={{ dagId: task.dag_id }}>{task.dag_id}</AnchorLink> },
    runId === undefined && {
      label: t('Run'),
      sort: 'run_id',
      show: ({ task_instance: task }) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: task.dag_id, runId: task.dag_run_id }}>{task.dag_run_id}</AnchorLink>,
    },
    runId === undefined && { label: t('Run after'), sort: 'run_after', isMore: true, show: ({ task_instance: task }) => <Time at={task.run_after} /> },
    (taskId === undefined || runId === undefined) && { label: t('Task'), sort: 'task_display_name', show: ({ task_instance: task }) => <TaskLink task={task} /> },
    { label: t('Map index'), isMore: true, isNumber: true, show: ({ task_instance: task }) => (task.map_index < 0 ? '' : task.map_index) },
    { label: t('Operator'), sort: 'task_instance_operator', isMore: true, show: ({ task_instance: task }) => task.operator_name },
    { label: t('Asked'), sort: 'created_at', show: (question) => <Time at={question.created_at} /> },
    { label: t('Answer'), show: (question) => question.chosen_options?.join(', ') },
    { label: t('By'), sort: 'responded_by_user_name', show: (question) => question.responded_by_user?.name },
    { label: t('When'), sort: 'responded_at', show: (question) => question.responded_at && <Time at={question.responded_at} /> },
  ]
  return all.filter((column) => column !== false)
}

function filtersOf({ dagId, runId, taskId }: Place): Filter[] {
  const all: (Filter | false)[] = [
    {
      name: 'answered',
      parameter: 'response_received',
      label: t('Answered or not'),
      choices: [
        { value: 'false', label: t('Not answered') },
        { value: 'true', label: t('Answered') },
      ],
    },
    { name: 'subject', parameter: 'subject_search', label: t('Question') },
    dagId === undefined && { name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') },
    taskId === undefined && more('task', 'task_id_pattern', t('Task')),
    more('body', 'body_search', t('Text of the question')),
    more('by', 'responded_by_user_name', t('By')),
    runId === undefined || taskId === undefined ? more('index', 'map_index', t('Map index'), 'number') : false,
    { name: 'state', parameter: 'state', label: t('State'), choices: taskStates.map((value) => ({ value, label: stateName(value) })), isMore: true },
    ...timeRange('asked', 'created_at', t('Asked')),
  ]
  return all.filter((filter) => filter !== false)
}
