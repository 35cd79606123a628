import { Loader, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Problem } from '../shared/Problem'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { questionsQuery } from './question'
import { QuestionDetail } from './QuestionDetail'

/** What one task instance asks, in a tab of its page. */
export default function TaskQuestion({ task }: { task: TaskInstance }) {
  const found = useQuery(questionsQuery({ dagId: task.dag_id, runId: task.dag_run_id, taskId: task.task_id, mapIndex: task.map_index }, false))
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const [question] = found.data.hitl_details
  if (!question) return <Text c="dimmed">{t('It asks nothing.')}</Text>
  return (
    <>
      <Title order={2} size="h4" mb="xs">
        {question.subject}
      </Title>
      <QuestionDetail key={question.responded_at} question={question} isOfTask />
    </>
  )
}
