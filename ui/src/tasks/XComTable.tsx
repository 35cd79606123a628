import { Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, part, send } from '../shared/api'
import { JsonRows } from '../shared/JsonRows'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'

interface XCom {
  key: string
  timestamp: string
  map_index: number
  value: unknown
  is_long: boolean
}

/** What a task left for others, and the way to correct it. */
export default function XComTable({ run, task }: { run: string; task: TaskInstance }) {
  const client = useQueryClient()
  const may = useMay(task.dag_id)
  const path = `${run}/taskInstances/${part(task.task_id)}/xcomEntries`
  const place = { map_index: task.map_index }
  const queryKey = ['task', task.dag_id, task.id, task.try_number, 'xcom']
  const entries = useQuery({
    queryKey,
    queryFn: () => get<{ xcom_entries: XCom[]; total_entries: number }>(`/ui/xcoms/${part(task.dag_id)}/${part(task.dag_run_id)}/${part(task.task_id)}`, place),
  })
  if (entries.error) return <Problem error={entries.error} retry={() => void entries.refetch()} />
  const items = entries.data?.xcom_entries.map((entry) => (entry.is_long ? { ...entry, value: t('Too long to be shown here; the REST API gives it out.') } : entry))
  return (
    <Stack gap="xs">
      <JsonRows
        items={items}
        empty={t('The task has left nothing.')}
        columns={[{ label: t('When'), sort: 'timestamp', show: (entry) => <Time at={entry.timestamp} /> }]}
        texts={{ fresh: t('New XCom'), gone: t('What reads it afterwards finds nothing.') }}
        add={may('can_create', 'XComs') ? (key, value) => send('POST', path, { key, value, ...place }) : null}
        change={may('can_edit', 'XComs') ? (key, value) => send('PATCH', `${path}/${part(key)}`, { value, ...place }) : null}
        remove={may('can_delete', 'XComs') ? (key) => send('DELETE', `${path}/${part(key)}`, undefined, place) : null}
        onChanged={() => client.invalidateQueries({ queryKey })}
      />
      {entries.data && entries.data.total_entries > entries.data.xcom_entries.length && (
        <Text size="sm" c="dimmed">
          {t('The first {{shown}} of {{total}}.', { shown: entries.data.xcom_entries.length, total: entries.data.total_entries })}
        </Text>
      )}
    </Stack>
  )
}
