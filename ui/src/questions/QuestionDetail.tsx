import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ParamFields } from '../dags/ParamFields'
import { problemsIn } from '../dags/params'
import { TaskLink } from '../lists/TaskLink'
import { AnchorLink } from '../shared/AnchorLink'
import { part, send } from '../shared/api'
import { Json } from '../shared/Json'
import { Markdown } from '../shared/Markdown'
import { Problem } from '../shared/Problem'
import { useMay, useSession } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import { actionName, actionOf, isOpen, paramsOf, type Question } from './question'

/** One question: what has to be known, the way to answer it in place, and afterwards who chose what. */
export function QuestionDetail({ question, isOfTask = false }: { question: Question; isOfTask?: boolean }) {
  const { task_instance: task } = question
  const mayAnswer = useMay(task.dag_id)('can_edit', 'HITL Detail')
  const user = useSession().data?.username
  const isAsked = question.assigned_users.length === 0 || question.assigned_users.some((one) => one.id === user)
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {actionName(actionOf(question))}
        </Text>
        {!isOfTask && (
          <>
            <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: task.dag_id, runId: task.dag_run_id }} size="sm">
              {task.dag_id} / {task.dag_run_id}
            </AnchorLink>
            <TaskLink task={task} />
          </>
        )}
        <Text size="sm" c="dimmed" component="span">
          {t('Asked')} <Time at={question.created_at} />
        </Text>
      </Group>
      {question.body && <Markdown text={question.body} />}
      {question.assigned_users.length > 0 && (
        <Text size="sm">{t('For {{names}} to answer', { names: question.assigned_users.map((one) => one.name || one.id).join(', ') })}</Text>
      )}
      {question.responded_at !== null && <Answered question={question} />}
      {isOpen(question) && (mayAnswer && isAsked ? <AnswerForm question={question} /> : <Text size="sm">{t('You may not answer it.')}</Text>)}
    </Stack>
  )
}

/** What was answered. */
function Answered({ question }: { question: Question }) {
  const given = question.params_input ?? {}
  return (
    <>
      <Alert color="gray">
        {t('{{name}} answered: {{answer}}', { name: question.responded_by_user?.name ?? t('Nobody'), answer: question.chosen_options?.join(', ') })} · <Time at={question.responded_at} />
      </Alert>
      {Object.keys(given).length > 0 && <Json value={given} label={t('Params')} />}
    </>
  )
}

/** The choices, with the params where there are some; one choice is answered by its button. */
function AnswerForm({ question }: { question: Question }) {
  const client = useQueryClient()
  const { task_instance: task } = question
  const params = paramsOf(question)
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [chosen, setChosen] = useState<string[]>(question.defaults ?? [])
  const answer = useMutation({
    mutationFn: (options: string[]) =>
      send('PATCH', `/api/v2/dags/${part(task.dag_id)}/dagRuns/${part(task.dag_run_id)}/taskInstances/${part(task.task_id)}/${task.map_index}/hitlDetails`, {
        chosen_options: options,
        params_input: Object.fromEntries(Object.entries(params).map(([name, param]) => [name, name in values ? values[name] : param.value])),
      }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey: [about, of] }) => about === 'questions' || about === 'home' || of === task.dag_id }),
  })
  const isWrong = problemsIn(Object.entries(params), values) > 0
  return (
    <Stack gap="sm">
      <ParamFields params={params} values={values} onChange={setValues} />
      {answer.error && <Problem error={answer.error} />}
      {question.multiple ? (
        <>
          <Checkbox.Group value={chosen} onChange={setChosen} label={t('Choose any')}>
            {question.options.map((option) => (
              <Checkbox key={option} value={option} label={option} mt="xs" />
            ))}
          </Checkbox.Group>
          <Button w="fit-content" disabled={chosen.length === 0 || isWrong} loading={answer.isPending} onClick={() => answer.mutate(chosen)}>
            {t('Answer')}
          </Button>
        </>
      ) : (
        <Group>
          {question.options.map((option) => (
            <Button key={option} variant={question.defaults?.includes(option) ? 'filled' : 'default'} disabled={isWrong} loading={answer.isPending && answer.variables[0] === option} onClick={() => answer.mutate([option])}>
              {option}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  )
}
