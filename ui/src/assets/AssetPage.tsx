import { Button, Group, Loader, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { get, part } from '../shared/api'
import { Facts } from '../shared/Facts'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { told } from '../shared/time'
import { t } from '../shared/words'
import { AssetEventModal, type Way } from './AssetEventModal'
import { AssetState } from './AssetState'
import { DagLinks } from './DagLinks'
import EventTable from './EventTable'
import type { Asset } from './asset'

const DependencyView = lazy(() => import('../dependencies/DependencyView'))

/** One asset: who makes it, who waits for it, and what happened to it. */
export function AssetPage() {
  const { assetId } = useParams({ strict: false }) as { assetId: string }
  const may = useMay()
  const [way, setWay] = useState<Way | null>(null)
  const [isDrawn, setDrawn] = useState(false)
  const asset = useQuery({ queryKey: ['assets', undefined, 'one', assetId], queryFn: () => get<Asset>(`/api/v2/assets/${part(assetId)}`) })
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
            <Button size="xs" variant="default" onClick={() => setWay('make')}>
              {t('Have it made…')}
            </Button>
          )}
          {mayTell && (
            <Button size="xs" variant="default" onClick={() => setWay('tell')}>
              {t('Tell that it changed…')}
            </Button>
          )}
        </Group>
      </Group>
      <Facts
        of={[
          [t('Address'), one.uri],
          [t('Group'), one.group],
          [t('Known since'), told(one.created_at)],
          [t('Made by'), one.producing_tasks.length > 0 && <DagLinks of={one.producing_tasks} label={t('Made by')} />],
          [t('Read by'), one.consuming_tasks.length > 0 && <DagLinks of={one.consuming_tasks} label={t('Read by')} />],
          [t('Starts'), one.scheduled_dags.length > 0 && <DagLinks of={one.scheduled_dags} label={t('Starts')} />],
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
      {way && <AssetEventModal asset={one} way={way} onClose={() => setWay(null)} />}
    </Stack>
  )
}
