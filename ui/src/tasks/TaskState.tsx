import { Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, part, send } from '../shared/api'
import { JsonRows, type JsonRow } from '../shared/JsonRows'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'

interface Kept extends JsonRow {
  updated_at: string
  expires_at: string | null
}

type Expiry = 'default' | 'never' | 'at'

/** What a task keeps from try to try. */
export default function TaskState({ run, task }: { run: string; task: TaskInstance }) {
  const client = useQueryClient()
  const mayEdit = useMay(task.dag_id)('can_edit', 'Task Instances')
  const [expiry, setExpiry] = useState<Expiry>('default')
  const [at, setAt] = useState('')
  const path = `${run}/taskInstances/${part(task.task_id)}/state-store`
  const place = { map_index: task.map_index }
  const queryKey = ['task', task.dag_id, task.id, 'state']
  const kept = useQuery({ queryKey, queryFn: () => get<{ task_state_store: Kept[] }>(path, { ...place, limit: 100 }) })
  if (kept.error) return <Problem error={kept.error} retry={() => void kept.refetch()} />
  const expires = expiry === 'default' ? {} : { expires_at: expiry === 'never' ? null : `${at}:00Z` }
  const one = (key: string) => `${path}/${part(key)}`
  return (
    <JsonRows
      items={kept.data?.task_state_store}
      empty={t('The task keeps nothing from try to try. What it writes into its state store stands here, until it expires.')}
      columns={[
        { label: t('Changed'), show: (entry) => <Time at={entry.updated_at} /> },
        { label: t('Expires'), show: (entry) => (entry.expires_at ? <Time at={entry.expires_at} /> : t('never')) },
      ]}
      texts={{ fresh: t('New value'), gone: t('The next try of the task does not find it any more.'), allGone: t('The next try of the task finds nothing of what the tries before it kept.') }}
      add={mayEdit ? (key, value) => send('PUT', one(key), { value, ...expires }, place) : null}
      change={mayEdit ? (key, value) => send('PATCH', one(key), { value }, place) : null}
      remove={mayEdit ? (key) => send('DELETE', one(key), undefined, place) : null}
      removeAll={mayEdit ? () => send('DELETE', path, undefined, place) : null}
      onChanged={() => client.invalidateQueries({ queryKey })}
      fields={
        <>
          <Select
            label={t('Expires')}
            data={[
              { value: 'default', label: t('as is set for all') },
              { value: 'never', label: t('never') },
              { value: 'at', label: t('at a time') },
            ]}
            value={expiry}
            onChange={(value) => setExpiry((value as Expiry | null) ?? 'default')}
            allowDeselect={false}
          />
          {expiry === 'at' && <TextInput label={t('When, in UTC')} type="datetime-local" required value={at} onChange={(event) => setAt(event.currentTarget.value)} />}
        </>
      }
    />
  )
}
