import { Card, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { instanceAddress, runAddress } from '../shared/addresses'
import { AnchorLink } from '../shared/AnchorLink'
import { grouped } from '../shared/number'
import { PlainLink } from '../shared/PlainLink'
import { Time } from '../shared/Time'
import { t } from '../shared/words'

/** The events of assets that a page shows, and how many there are. */
export interface Made {
  asset_events: {
    id: number
    asset_id: number
    name: string | null
    uri: string | null
    source_dag_id: string | null
    source_run_id: string | null
    source_task_id: string | null
    source_map_index: number
    created_dagruns: { dag_id: string; run_id: string }[]
    timestamp: string
  }[]
  total_entries: number
}

/** Which assets were made, by what, and which runs that made. */
export function MadeAssets({ events, level = 3, children }: { events: Made; level?: 2 | 3; children?: ReactNode }) {
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={level} size={level === 2 ? 'h5' : 'h6'}>
          {t('Assets that were made')} <span className="dim">{grouped(events.total_entries)}</span>
        </Title>
        <Group gap="sm">
          {children}
          <AnchorLink to="/asset_events" size="sm">
            {t('All of them')}
          </AnchorLink>
        </Group>
      </Group>
      {events.asset_events.length === 0 && <Text size="sm" c="dimmed">{t('There were none.')}</Text>}
      <ul className="plain-list">
        {events.asset_events.map((event) => (
          <li key={event.id}>
            <span>
              <PlainLink href={`/assets/${event.asset_id}`}>{event.name ?? event.uri}</PlainLink>{' '}
              <span className="dim">
                {event.source_dag_id && event.source_run_id ? (
                  <PlainLink href={event.source_task_id ? instanceAddress({ dag_id: event.source_dag_id, dag_run_id: event.source_run_id, task_id: event.source_task_id, map_index: event.source_map_index }) : runAddress(event.source_dag_id, event.source_run_id)}>
                    {event.source_dag_id} {event.source_task_id}
                  </PlainLink>
                ) : (
                  t('by hand')
                )}
                {event.created_dagruns.length > 0 && ` → ${event.created_dagruns.map((run) => run.dag_id).join(', ')}`}
              </span>
            </span>
            <Time at={event.timestamp} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
