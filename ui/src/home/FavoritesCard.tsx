import { Card, Group, Table, Text, Title } from '@mantine/core'
import { RunBars } from '../dags/RunBars'
import { AnchorLink } from '../shared/AnchorLink'
import { StateBadge } from '../shared/StateBadge'
import type { RunBrief } from '../shared/types'
import { t } from '../shared/words'

export interface Favorite {
  dag_id: string
  dag_display_name: string
  is_paused: boolean
  latest_dag_runs: RunBrief[]
}

/** The DAGs that one looks after, with their last runs. */
export function FavoritesCard({ dags }: { dags: Favorite[] }) {
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h6">
          {t('My favourites')}
        </Title>
        <AnchorLink to="/dags" search={{ state: 'favorite' }} size="sm">
          {t('All of them')}
        </AnchorLink>
      </Group>
      {dags.length === 0 && <Text size="sm" c="dimmed">{t('The star beside a DAG in the list puts it here.')}</Text>}
      <Table withRowBorders={false} verticalSpacing={3}>
        <Table.Tbody>
          {dags.map((dag) => (
            <Table.Tr key={dag.dag_id}>
              <Table.Td>
                <AnchorLink to="/dags/$dagId" params={{ dagId: dag.dag_id }}>
                  {dag.dag_display_name}
                </AnchorLink>
              </Table.Td>
              <Table.Td>{dag.is_paused ? <span className="dim">{t('paused')}</span> : dag.latest_dag_runs[0] && <StateBadge state={dag.latest_dag_runs[0].state} />}</Table.Td>
              <Table.Td>
                <RunBars runs={dag.latest_dag_runs} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}
