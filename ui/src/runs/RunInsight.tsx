import { Alert, Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, part, send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { duration, exact } from '../shared/time'
import type { DagRun, State } from '../shared/types'
import { t } from '../shared/words'

export interface Insight {
  start_date: string | null
  end_date: string | null
  hold: { at: string; user: string | null; reason: string | null } | null
  /** Seconds. */
  expected: { count: number; mean: number; p50: number; p90: number; p95: number; p99: number } | null
  critical_path: { task_id: string; map_index: number; state: State; start_date: string | null; end_date: string | null }[]
}

export const insightQuery = (dagId: string, runId: string) => ({
  queryKey: ['run', dagId, runId, 'insight'],
  queryFn: () => get<Insight>(`/ui/insight/${part(dagId)}/${part(runId)}`),
})

/** Of a run that is on its way: when it should be over by what such runs took, and whether somebody holds it. */
export function RunAhead({ run, path }: { run: DagRun; path: string }) {
  const client = useQueryClient()
  const mayEdit = useMay(run.dag_id)('can_edit', 'DAG Runs')
  const isOpen = run.state === 'queued' || run.state === 'running'
  const insight = useQuery({ ...insightQuery(run.dag_id, run.dag_run_id), enabled: isOpen })
  const resume = useMutation({
    mutationFn: () => send('POST', `${path}/resume`, {}),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === run.dag_id }),
  })
  if (!isOpen || !insight.data) return null
  const { hold, expected } = insight.data
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
