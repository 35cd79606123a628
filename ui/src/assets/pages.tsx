import { AnchorLink } from '../shared/AnchorLink'
import { ListPage } from '../shared/ListPage'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import EventTable from './EventTable'
import { DagLinks } from './DagLinks'
import type { Asset } from './asset'

export const AssetEventsPage = () => <EventTable />

/** What tasks make and others wait for. */
export const AssetsPage = () => (
  <ListPage<Asset>
    title={t('Assets')}
    about="assets"
    path="/api/v2/assets"
    list="assets"
    order="name"
    keyOf={(asset) => asset.id}
    empty={t('No DAG names an asset.')}
    columns={[
      { label: t('Name'), sort: 'name', show: (asset) => <AnchorLink to="/assets/$assetId" params={{ assetId: String(asset.id) }}>{asset.name}</AnchorLink> },
      { label: t('Address'), sort: 'uri', show: (asset) => <code className="wrap">{asset.uri}</code> },
      { label: t('Group'), show: (asset) => asset.group },
      { label: t('Last event'), show: (asset) => asset.last_asset_event?.timestamp && <Time at={asset.last_asset_event.timestamp} /> },
      { label: t('Made by'), show: (asset) => <DagLinks of={asset.producing_tasks} /> },
      { label: t('Read by'), show: (asset) => <DagLinks of={asset.consuming_tasks} /> },
      { label: t('Starts'), show: (asset) => <DagLinks of={asset.scheduled_dags} /> },
    ]}
    filters={[
      { name: 'name', parameter: 'name_pattern', label: t('Name') },
      { name: 'uri', parameter: 'uri_pattern', label: t('Address') },
      { name: 'dag', parameter: 'dag_ids', label: t('DAG id') },
    ]}
  />
)
