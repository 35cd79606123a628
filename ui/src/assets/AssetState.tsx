import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, part, send } from '../shared/api'
import { JsonRows, type JsonRow } from '../shared/JsonRows'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'

interface Kept extends JsonRow {
  updated_at: string
  last_updated_by: { kind: string; dag_id: string | null; run_id: string | null; task_id: string | null } | null
}

/** What tasks, watchers and people keep about an asset. */
export function AssetState({ assetId }: { assetId: string }) {
  const client = useQueryClient()
  const mayEdit = useMay()('can_edit', 'Assets')
  const path = `/api/v2/assets/${part(assetId)}/state-store`
  const queryKey = ['assets', undefined, 'state', assetId]
  const kept = useQuery({ queryKey, queryFn: () => get<{ asset_state_store: Kept[] }>(path, { limit: 100 }) })
  if (kept.error) return <Problem error={kept.error} retry={() => void kept.refetch()} />
  const save = (key: string, value: unknown) => send('PUT', `${path}/${part(key)}`, { value })
  return (
    <JsonRows
      items={kept.data?.asset_state_store}
      empty={t('Nothing is kept about it.')}
      columns={[
        { label: t('Changed'), show: (entry) => <Time at={entry.updated_at} /> },
        { label: t('By'), show: ({ last_updated_by: by }) => by && [by.kind, by.dag_id, by.task_id].filter(Boolean).join(' / ') },
      ]}
      texts={{ fresh: t('New value'), gone: t('Who reads it next finds nothing.') }}
      add={mayEdit ? save : null}
      change={mayEdit ? save : null}
      remove={mayEdit ? (key) => send('DELETE', `${path}/${part(key)}`) : null}
      removeAll={mayEdit ? () => send('DELETE', path) : null}
      onChanged={() => client.invalidateQueries({ queryKey })}
    />
  )
}
