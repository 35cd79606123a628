import { Button, Group, JsonInput, Loader, Modal, Stack, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { get, part, send } from '../shared/api'
import { Facts } from '../shared/Facts'
import { FormEnd } from '../shared/FormEnd'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { told } from '../shared/time'
import { t } from '../shared/words'
import type { DagRun } from '../shared/types'
import { AssetState } from './AssetState'
import { DagLinks } from './DagLinks'
import EventTable from './EventTable'
import type { Asset } from './asset'

const DependencyView = lazy(() => import('../dependencies/DependencyView'))

/** One asset: who makes it, who waits for it, and what happened to it. */
export function AssetPage() {
  const { assetId } = useParams({ strict: false }) as { assetId: string }
  const may = useMay()
  const navigate = useNavigate()
  const [isTelling, setTelling] = useState(false)
  const [isDrawn, setDrawn] = useState(false)
  const asset = useQuery({ queryKey: ['assets', undefined, 'one', assetId], queryFn: () => get<Asset>(`/api/v2/assets/${part(assetId)}`) })
  const make = useMutation({
    mutationFn: () => send<DagRun>('POST', `/api/v2/assets/${part(assetId)}/materialize`),
    onSuccess: (run) => navigate({ to: '/dags/$dagId/runs/$runId', params: { dagId: run.dag_id, runId: run.dag_run_id } }),
  })
  if (asset.error) return <Problem error={asset.error} retry={() => void asset.refetch()} />
  if (!asset.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const one = asset.data
  const mayTell = may('can_create', 'Assets') || may('can_edit', 'Assets')

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle name={one.name} />
        <Group gap="xs">
          {mayTell && one.producing_tasks.length > 0 && may('can_create', 'DAG Runs') && (
            <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
              {t('Have it made')}
            </Button>
          )}
          {mayTell && (
            <Button size="xs" variant="default" onClick={() => setTelling(true)}>
              {t('Tell that it changed…')}
            </Button>
          )}
        </Group>
      </Group>
      {make.error && <Problem error={make.error} />}
      <Facts
        of={[
          [t('Address'), one.uri],
          [t('Group'), one.group],
          [t('Known since'), told(one.created_at)],
          [t('Made by'), one.producing_tasks.length > 0 && <DagLinks of={one.producing_tasks} />],
          [t('Read by'), one.consuming_tasks.length > 0 && <DagLinks of={one.consuming_tasks} />],
          [t('Starts'), one.scheduled_dags.length > 0 && <DagLinks of={one.scheduled_dags} />],
          [t('Aliases'), one.aliases.map((alias) => alias.name).join(', ')],
          [t('Watched by'), one.watchers.map((watcher) => watcher.name).join(', ')],
          [t('More'), Object.keys(one.extra).length > 0 && JSON.stringify(one.extra)],
        ]}
      />
      <Title order={2} size="h5">
        {t('What depends on what')}
      </Title>
      {isDrawn ? (
        <div className="low">
          <Suspense fallback={<Loader role="progressbar" aria-label={t('Loading')} />}>
            <DependencyView nodeId={`asset:${one.name}`} />
          </Suspense>
        </div>
      ) : (
        <Button w="fit-content" size="xs" variant="default" onClick={() => setDrawn(true)}>
          {t('Show as a graph')}
        </Button>
      )}
      <Title order={2} size="h5">
        {t('What happened to it')}
      </Title>
      <EventTable fixed={{ asset_id: assetId }} />
      <Title order={2} size="h5">
        {t('What is kept about it')}
      </Title>
      <AssetState assetId={assetId} />
      {isTelling && <EventModal asset={one} onClose={() => setTelling(false)} />}
    </Stack>
  )
}

/** Tells that an asset changed, for what made it is not a task. */
function EventModal({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const client = useQueryClient()
  const [extra, setExtra] = useState('{}')
  const tell = useMutation({
    mutationFn: () => send('POST', '/api/v2/assets/events', { asset_id: asset.id, extra: JSON.parse(extra) as unknown }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['assets'] })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('{{name}} has changed', { name: asset.name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <JsonInput label={t('More about it (JSON)')} value={extra} onChange={setExtra} validationError={t('This is not JSON')} autosize minRows={3} />
        <FormEnd error={tell.error} isSaving={tell.isPending} onClose={onClose} label={t('Tell it')} onSave={() => tell.mutate()} />
      </Stack>
    </Modal>
  )
}
