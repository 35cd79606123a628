import { Alert, Button, Checkbox, Group, JsonInput, Modal, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { AnchorLink } from '../shared/AnchorLink'
import { part, send } from '../shared/api'
import { ListPage } from '../shared/ListPage'
import { Markdown } from '../shared/Markdown'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { stateName, taskStates } from '../shared/states'
import { Time } from '../shared/Time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { more, timeRange } from './moreFilters'
import { TaskLink } from './TaskLink'

interface Question {
  task_instance: TaskInstance
  subject: string
  body: string | null
  options: string[]
  defaults: string[] | null
  multiple: boolean
  params: Record<string, unknown> | null
  created_at: string
  responded_at: string | null
  responded_by_user: { name: string } | null
  chosen_options: string[] | null
}

/** What tasks ask people, and the answers. */
export function QuestionsPage() {
  const [asked, setAsked] = useState<Question | null>(null)
  return (
    <>
      <ListPage<Question>
        title={t('Questions to people')}
        about="questions"
        path="/api/v2/dags/~/dagRuns/~/hitlDetails"
        list="hitl_details"
        order="-created_at"
        keyOf={(question) => question.task_instance.id}
        empty={t('No task asks anything.')}
        columns={[
          {
            label: t('Question'),
            show: (question) => (
              <Button size="compact-sm" variant={question.responded_at ? 'subtle' : 'filled'} onClick={() => setAsked(question)}>
                {question.subject}
              </Button>
            ),
          },
          { label: t('DAG'), show: ({ task_instance: task }) => <AnchorLink to="/dags/$dagId" params={{ dagId: task.dag_id }}>{task.dag_id}</AnchorLink> },
          { label: t('Run'), show: ({ task_instance: task }) => <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: task.dag_id, runId: task.dag_run_id }}>{task.dag_run_id}</AnchorLink> },
          { label: t('Task'), show: ({ task_instance: task }) => <TaskLink task={task} /> },
          { label: t('Asked'), sort: 'created_at', show: (question) => <Time at={question.created_at} /> },
          { label: t('Answer'), show: (question) => question.chosen_options?.join(', ') },
          { label: t('By'), show: (question) => question.responded_by_user?.name },
          { label: t('When'), sort: 'responded_at', show: (question) => question.responded_at && <Time at={question.responded_at} /> },
        ]}
        filters={[
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
          { name: 'dag', parameter: 'dag_id_pattern', label: t('DAG') },
          more('task', 'task_id_pattern', t('Task')),
          more('body', 'body_search', t('Text of the question')),
          more('by', 'responded_by_user_name', t('By')),
          more('index', 'map_index', t('Map index'), 'number'),
          { name: 'state', parameter: 'state', label: t('State'), choices: taskStates.map((value) => ({ value, label: stateName(value) })), isMore: true },
          ...timeRange('asked', 'created_at', t('Asked')),
        ]}
      />
      {asked && <AnswerModal question={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

/** One question, and the way to answer it. */
function AnswerModal({ question, onClose }: { question: Question; onClose: () => void }) {
  const client = useQueryClient()
  const { task_instance: task } = question
  const may = useMay(task.dag_id)
  const [chosen, setChosen] = useState<string[]>(question.chosen_options ?? question.defaults ?? [])
  const [params, setParams] = useState(JSON.stringify(Object.fromEntries(Object.entries(question.params ?? {}).map(([name, param]) => [name, (param as { value?: unknown })?.value ?? param])), null, 2))
  const answer = useMutation({
    mutationFn: (options: string[]) =>
      send('PATCH', `/api/v2/dags/${part(task.dag_id)}/dagRuns/${part(task.dag_run_id)}/taskInstances/${part(task.task_id)}/${task.map_index}/hitlDetails`, {
        chosen_options: options,
        params_input: JSON.parse(params) as unknown,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['questions'] })
      onClose()
    },
  })
  const isOpen = question.responded_at === null && may('can_edit', 'HITL Detail')
  return (
    <Modal opened onClose={onClose} title={question.subject} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        {question.body && <Markdown text={question.body} />}
        {question.params && Object.keys(question.params).length > 0 && <JsonInput label={t('Params')} value={params} onChange={setParams} autosize readOnly={!isOpen} />}
        {question.responded_at && <Alert color="gray">{t('{{name}} answered: {{answer}}', { name: question.responded_by_user?.name ?? '', answer: question.chosen_options?.join(', ') })}</Alert>}
        {answer.error && <Problem error={answer.error} />}
        {isOpen && question.multiple && (
          <>
            <Checkbox.Group value={chosen} onChange={setChosen} label={t('Choose any')}>
              {question.options.map((option) => (
                <Checkbox key={option} value={option} label={option} mt="xs" />
              ))}
            </Checkbox.Group>
            <Button disabled={chosen.length === 0} loading={answer.isPending} onClick={() => answer.mutate(chosen)}>
              {t('Answer')}
            </Button>
          </>
        )}
        {isOpen && !question.multiple && (
          <Group>
            {question.options.map((option) => (
              <Button key={option} variant={question.defaults?.includes(option) ? 'filled' : 'default'} loading={answer.isPending} onClick={() => answer.mutate([option])}>
                {option}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
    </Modal>
  )
}
