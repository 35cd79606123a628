import { Loader, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get, part } from '../shared/api'
import { Json } from '../shared/Json'
import { Problem } from '../shared/Problem'
import { Time } from '../shared/Time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'

interface XCom {
  key: string
  timestamp: string
  map_index: number
}

/** What a task left for others. */
export default function XComTable({ run, task }: { run: string; task: TaskInstance }) {
  const path = `${run}/taskInstances/${part(task.task_id)}/xcomEntries`
  const entries = useQuery({
    queryKey: ['task', task.dag_id, task.id, task.try_number, 'xcom'],
    queryFn: () => get<{ xcom_entries: XCom[] }>(path, { map_index: task.map_index, limit: 100 }),
  })
  if (entries.error) return <Problem error={entries.error} retry={() => void entries.refetch()} />
  if (!entries.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  if (entries.data.xcom_entries.length === 0) return <Text c="dimmed">{t('The task has left nothing.')}</Text>
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('Key')}</Table.Th>
          <Table.Th>{t('Value')}</Table.Th>
          <Table.Th>{t('When')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.data.xcom_entries.map((entry) => (
          <Table.Tr key={entry.key}>
            <Table.Td>{entry.key}</Table.Td>
            <Table.Td>
              <Value path={`${path}/${part(entry.key)}`} dagId={task.dag_id} mapIndex={entry.map_index} />
            </Table.Td>
            <Table.Td>
              <Time at={entry.timestamp} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Value({ path, dagId, mapIndex }: { path: string; dagId: string; mapIndex: number }) {
  const entry = useQuery({ queryKey: ['task', dagId, path, mapIndex], queryFn: () => get<{ value: unknown }>(path, { map_index: mapIndex }) })
  if (entry.error) return <Text c="red">{entry.error.message}</Text>
  return (
    <Json value={entry.data?.value ?? null} label={t('Value')} />
  )
}
