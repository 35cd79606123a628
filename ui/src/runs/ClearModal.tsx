import { Alert, Button, Checkbox, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { sentence } from './sentence'

interface Props {
  dagId: string
  runId: string
  /** null: of the whole run. */
  task?: { taskId: string; mapIndex: number }
  onClose: () => void
}

const SHOWN = 12

/** Has tasks run again: says which before anything happens. */
export function ClearModal({ dagId, runId, task, onClose }: Props) {
  const client = useQueryClient()
  const [scope, setScope] = useState({ downstream: Boolean(task), upstream: false, past: false, future: false, onlyFailed: !task })
  const body = {
    dag_run_id: runId,
    only_failed: scope.onlyFailed,
    include_downstream: scope.downstream,
    include_upstream: scope.upstream,
    include_past: scope.past,
    include_future: scope.future,
    reset_dag_runs: true,
    ...(task ? { task_ids: [task.mapIndex < 0 ? task.taskId : [task.taskId, task.mapIndex]] } : {}),
  }
  const clear = (dryRun: boolean) =>
    send<{ task_instances: TaskInstance[]; total_entries: number }>('POST', `/api/v2/dags/${part(dagId)}/clearTaskInstances`, { ...body, dry_run: dryRun })
  const preview = useQuery({ queryKey: ['preview', dagId, body], queryFn: () => clear(true), gcTime: 0 })
  const run = useMutation({
    mutationFn: () => clear(false),
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === dagId })
      onClose()
    },
  })
  const found = preview.data?.task_instances ?? []
  const running = found.filter((instance) => instance.state === 'running')
  const toggle = (name: keyof typeof scope, label: string) => (
    <Checkbox label={label} checked={scope[name]} onChange={(event) => setScope({ ...scope, [name]: event.currentTarget.checked })} />
  )

  return (
    <Modal opened onClose={onClose} title={t('Run again')} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Text>{sentence(task?.taskId ?? null, scope)}</Text>
        <Group>
          {toggle('onlyFailed', t('only what failed'))}
          {task && toggle('downstream', t('what comes after it'))}
          {task && toggle('upstream', t('what comes before it'))}
          {task && toggle('past', t('earlier runs'))}
          {task && toggle('future', t('later runs'))}
        </Group>
        {preview.error && <Problem error={preview.error} />}
        {preview.data && (
          <Stack gap="xs">
            <Text fw={600}>{found.length === 0 ? t('Nothing would run again.') : t('Task instances that run again: {{number}}', { number: preview.data.total_entries })}</Text>
            <List size="sm" spacing={2}>
              {found.slice(0, SHOWN).map((instance) => (
                <List.Item key={instance.id}>
                  {instance.task_id}
                  {instance.map_index >= 0 && ` [${instance.map_index}]`} <StateBadge state={instance.state} />
                </List.Item>
              ))}
              {found.length > SHOWN && <List.Item>{t('and {{number}} more', { number: found.length - SHOWN })}</List.Item>}
            </List>
            {running.length > 0 && <Alert color="yellow">{t('{{number}} of them are running now; they are stopped first.', { number: running.length })}</Alert>}
          </Stack>
        )}
        {run.error && <Problem error={run.error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button disabled={preview.isFetching || found.length === 0} loading={run.isPending} onClick={() => run.mutate()}>
            {t('Run again')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
