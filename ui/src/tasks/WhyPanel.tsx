import { Alert, Button, Code, List, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, part, send } from '../shared/api'
import { AnchorLink } from '../shared/AnchorLink'
import { CopyButton } from '../shared/CopyButton'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { isUnfinished, stateName } from '../shared/states'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { lastLines, logQuery } from './log'
import { rootError } from './rootError'

interface Explanation {
  may_start: boolean
  reasons: { name: string; code: string; reason: string }[]
  advice: string | null
}

/** Why a task failed, or does not run: the first thing that one wants to know. */
export function WhyPanel({ task, path }: { task: TaskInstance; path: string }) {
  const isFailed = task.state === 'failed' || task.state === 'up_for_retry'
  const waits = isUnfinished(task.state) && task.state !== 'running'
  const explanation = useQuery({
    queryKey: ['why', task.dag_id, path],
    queryFn: () => get<Explanation>(`${path}/explain`),
    enabled: waits || task.state === 'upstream_failed',
    retry: false,
  })
  const log = useQuery({ ...logQuery(task, task.try_number), enabled: isFailed && task.try_number > 0, retry: false })
  const error = isFailed && log.data ? rootError(lastLines(log.data)) : null
  if (error) {
    return (
      <Alert color="red" title={task.state === 'up_for_retry' ? t('The last try failed; another one follows') : t('Why it failed')}>
        <Code block className="wrap">
          {error}
        </Code>
      </Alert>
    )
  }
  if (!explanation.data || explanation.data.reasons.length === 0) return null
  return <Explained explanation={explanation.data} title={waits ? t('Why it is {{state}}', { state: stateName(task.state) }) : t('Why it did not run')} color={waits ? 'blue' : 'orange'} task={task} />
}

function Explained({ explanation, title, color, task }: { explanation: Explanation; title: string; color: string; task: TaskInstance }) {
  return (
    <Alert color={color} title={title}>
      <Stack gap="xs" align="start">
        <List size="sm">
          {explanation.reasons.map((one) => (
            <List.Item key={`${one.name} ${one.code}`}>{one.reason}</List.Item>
          ))}
        </List>
        {task.state === 'upstream_failed' && (
          <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId: task.dag_id, runId: task.dag_run_id }} search={{ state: 'failed' }} size="sm">
            {t('What failed before it')}
          </AnchorLink>
        )}
        {explanation.reasons.some((one) => one.code === 'task_held') && <Resume task={task} />}
        {explanation.advice && (
          <Text size="sm" component="div">
            {t('What helps:')} <Code>{explanation.advice}</Code> <CopyButton text={explanation.advice} label={t('Copy the command')} />
          </Text>
        )}
      </Stack>
    </Alert>
  )
}

/** Lets a task go on that somebody holds. */
function Resume({ task }: { task: TaskInstance }) {
  const client = useQueryClient()
  const mayEdit = useMay(task.dag_id)('can_edit', 'Task Instances')
  const path = `/api/v2/dags/${part(task.dag_id)}/dagRuns/${part(task.dag_run_id)}/taskInstances/${part(task.task_id)}/resume`
  const resume = useMutation({
    mutationFn: () => send('POST', path, {}, { map_index: task.map_index }),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === task.dag_id }),
  })
  if (!mayEdit) return null
  return (
    <>
      {resume.error && <Problem error={resume.error} />}
      <Button size="xs" variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
        {t('Resume')}
      </Button>
    </>
  )
}
