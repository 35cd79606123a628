import { Checkbox, JsonInput, Loader, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { objectOf } from '../dags/conf'
import { get, part, send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
import { useMay } from '../shared/session'
import type { Dag, DagRun } from '../shared/types'
import { t } from '../shared/words'
import type { Asset } from './asset'

/** How an event of an asset comes about: its DAG makes it, or somebody says that it changed. */
export type Way = 'make' | 'tell'

/** Makes an event of an asset, by running the DAG that makes it, or by hand for what is made elsewhere. */
export function AssetEventModal({ asset, way: first, onClose }: { asset: Asset; way: Way; onClose: () => void }) {
  const maker = makerOf(asset)
  const mayMake = useMay(maker)('can_create', 'DAG Runs') && maker !== undefined
  const [way, setWay] = useState<Way>(mayMake ? first : 'tell')
  return (
    <Modal opened onClose={onClose} title={t('New event of {{name}}', { name: asset.name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        {mayMake && (
          <Segments
            aria-label={t('How it comes about')}
            value={way}
            onChange={(value) => setWay(value as Way)}
            data={[
              { value: 'make', label: t('Have it made') },
              { value: 'tell', label: t('Tell that it changed') },
            ]}
          />
        )}
        {way === 'make' && maker !== undefined ? <Make asset={asset} dagId={maker} onClose={onClose} /> : <Tell asset={asset} onClose={onClose} />}
      </Stack>
    </Modal>
  )
}

/** The DAG that makes it; nothing where none does. */
export const makerOf = (asset: Asset): string | undefined => asset.producing_tasks[0]?.dag_id

/** Runs the DAG that makes the asset. */
function Make({ asset, dagId, onClose }: { asset: Asset; dagId: string; onClose: () => void }) {
  const navigate = useNavigate()
  const mayUnpause = useMay(dagId)('can_edit', 'DAGs')
  const [isUnpaused, setUnpaused] = useState(true)
  const dag = useQuery({ queryKey: ['dag', dagId, 'brief'], queryFn: () => get<Dag>(`/api/v2/dags/${part(dagId)}`) })
  const isAsked = dag.data?.is_paused === true && mayUnpause
  const make = useMutation({
    mutationFn: async () => {
      const run = await send<DagRun>('POST', `/api/v2/assets/${asset.id}/materialize`)
      if (isAsked && isUnpaused) await send('PATCH', `/api/v2/dags/${part(dagId)}`, { is_paused: false })
      return run
    },
    onSuccess: (run) => navigate({ to: '/dags/$dagId/runs/$runId', params: { dagId: run.dag_id, runId: run.dag_run_id } }),
  })
  if (dag.error) return <Problem error={dag.error} retry={() => void dag.refetch()} />
  if (!dag.data) return <Loader size="sm" role="progressbar" aria-label={t('Loading')} />
  return (
    <>
      <Text size="sm">{t('A run of {{dag}} makes it.', { dag: dagId })}</Text>
      {dag.data.is_paused && !(isAsked && isUnpaused) && <Text size="sm">{t('The DAG is paused: the run waits until somebody lets it run by itself.')}</Text>}
      {isAsked && <Checkbox label={t('Let the DAG run by itself from now on')} checked={isUnpaused} onChange={(event) => setUnpaused(event.currentTarget.checked)} />}
      <FormEnd error={make.error} isSaving={make.isPending} onClose={onClose} label={t('Run it')} onSave={() => make.mutate()} />
    </>
  )
}

/** Tells that an asset changed, for what made it is not a task. */
function Tell({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const client = useQueryClient()
  const [extra, setExtra] = useState('{}')
  const [key, setKey] = useState('')
  const tell = useMutation({
    mutationFn: () => send('POST', '/api/v2/assets/events', { asset_id: asset.id, extra: objectOf(extra) ?? {}, ...(key.trim() ? { partition_key: key } : {}) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['assets'] })
      onClose()
    },
  })
  return (
    <>
      <TextInput label={t('Partition key')} description={t('For DAGs that run for each partition; none when empty')} maxLength={250} value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      <JsonInput label={t('More about it (JSON)')} value={extra} onChange={setExtra} validationError={t('This is not JSON')} autosize minRows={3} />
      <FormEnd error={tell.error} isSaving={tell.isPending} onClose={onClose} label={t('Tell it')} onSave={() => tell.mutate()} button={{ disabled: objectOf(extra) === null }} />
    </>
  )
}
