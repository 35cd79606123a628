import { useState } from 'react'
import { AnchorLink } from '../shared/AnchorLink'
import { JsonCell } from '../shared/JsonCell'
import { ListPage } from '../shared/ListPage'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import { AssetEventModal } from './AssetEventModal'
import EventTable from './EventTable'
import { DagLinks } from './DagLinks'
import { isNamed, type Asset } from './asset'

export const AssetEventsPage = () => <EventTable />

/** What tasks make and others wait for. */
export function AssetsPage() {
  const may = useMay()
  const mayTell = may('can_create', 'Assets') || may('can_edit', 'Assets')
  const [asked, setAsked] = useState<Asset | null>(null)
  return (
    <>
      <ListPage<Asset>
        title={t('Assets')}
        about="assets"
        path="/api/v2/assets"
        list="assets"
        order="name"
        chooses="assets"
        hasValues
        keyOf={(asset) => asset.id}
        empty={t('No DAG names an asset.')}
        columns={[
          {
            label: t('Name'),
            sort: 'name',
            show: (asset) => (
              <>
                <AnchorLink to="/assets/$assetId" params={{ assetId: String(asset.id) }}>{asset.name}</AnchorLink>
                {!isNamed(asset) && <small className="dim"> · {t('no DAG names it')}</small>}
              </>
            ),
          },
          { label: t('Address'), sort: 'uri', show: (asset) => <code className="wrap">{asset.uri}</code> },
          { label: t('Group'), show: (asset) => asset.group },
          { label: t('Last event'), show: (asset) => asset.last_asset_event?.timestamp && <Time at={asset.last_asset_event.timestamp} /> },
          { label: t('Made by'), show: (asset) => <DagLinks of={asset.producing_tasks} label={t('Made by')} /> },
          { label: t('Read by'), show: (asset) => <DagLinks of={asset.consuming_tasks} label={t('Read by')} /> },
          { label: t('Starts'), show: (asset) => <DagLinks of={asset.scheduled_dags} label={t('Starts')} /> },
          { label: t('Aliases'), show: (asset) => asset.aliases.map((alias) => alias.name).join(', ') },
          { label: t('Watched by'), show: (asset) => asset.watchers.map((watcher) => watcher.name).join(', ') },
          { label: t('More'), isMore: true, show: (asset) => Object.keys(asset.extra ?? {}).length > 0 && <JsonCell value={asset.extra} label={t('More of {{name}}', { name: asset.name })} /> },
          {
            label: '',
            show: (asset) =>
              mayTell && (
                <button type="button" className="small-button" onClick={() => setAsked(asset)} aria-label={t('New event of {{name}}', { name: asset.name })}>
                  {t('New event…')}
                </button>
              ),
          },
        ]}
        filters={[
          { name: 'name', parameter: 'name_pattern', label: t('Name') },
          { name: 'uri', parameter: 'uri_pattern', label: t('Address') },
          { name: 'dag', parameter: 'dag_ids', label: t('DAG id') },
          { name: 'active', parameter: 'only_active', label: t('Named by a DAG'), choices: [{ value: 'false', label: t('also those that no DAG names') }], isMore: true },
        ]}
      />
      {asked && <AssetEventModal asset={asked} way="make" onClose={() => setAsked(null)} />}
    </>
  )
}
