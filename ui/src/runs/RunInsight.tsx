import { Alert, Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { get, part, send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { duration, exact } from '../shared/time'
import type { DagRun, State } from '../shared/types'
import { t } from '../shared/words'

interface Expected {
  hold: { at: string; user: string | null; reason: string | null } | null
  /** Seconds. */
  expected: { count: number; mean: number; p50: number; p90: number; p95: number; p99: number } | null
}

/** A run, and what is known of it while it is on its way. */
export interface RunWithAhead extends DagRun {
  ahead: (Expected & { open_questions: number }) | null
}

export interface Insight extends Expected {
  start_date: string | null
  end_date: string | null
  critical_path: { task_id: string; map_index: number; state: State; start_date: string | null; end_date: string | null }[]
}

export const insightQuery = (dagId: string, runId: string) => ({
  queryKey: ['run', dagId, runId, 'insight'],
  queryFn: () => get<Insight>(`/ui/insight/${part(dagId)}/${part(runId)}`),
})

/** Of a run that is on its way: when it should be over by what such runs took, and whether somebody holds it. */
export function RunAhead({ run, path }: { run: RunWithAhead; path: string }) {
  const client = useQueryClient()
  const mayEdit = useMay(run.dag_id)('can_edit', 'DAG Runs')
  const resume = useMutation({
    mutationFn: () => send('POST', `${path}/resume`, {}),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === run.dag_id }),
  })
  if (!run.ahead) return null
  const { hold, expected } = run.ahead
  const end = expected && run.start_date ? Date.parse(run.start_date) + expected.p50 * 1000 : null
  return (
    <>
      {hold && (
        <Alert color="yellow" title={hold.user ? t('Held by {{user}}', { user: hold.user }) : t('Held')}>
          <Group justify="space-between">
            <Text size="sm" component="div">
              {hold.reason && <span className="wrap">{hold.reason} · </span>}
              <Time at={hold.at} />
            </Text>
            {mayEdit && (
              <Button size="xs" variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
                {t('Resume')}
              </Button>
            )}
          </Group>
          {resume.error && <Problem error={resume.error} />}
        </Alert>
      )}
      {end !== null && expected && !hold && (
        <Text size="sm" c="dimmed">
          {end > Date.now()
            ? t('Should be over {{at}}: half of {{number}} runs before it took {{time}} or less.', { at: exact(end), number: expected.count, time: duration(expected.p50) })
            : t('Takes longer than usual: half of {{number}} runs before it took {{time}} or less, nine of ten {{most}}.', { number: expected.count, time: duration(expected.p50), most: duration(expected.p90) })}
        </Text>
      )}
    </>
  )
}
