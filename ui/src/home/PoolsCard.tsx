import { Card, Group, Stack, Text, Title } from '@mantine/core'
import type { Item } from '../admin/kind'
import { PoolBar } from '../admin/PoolBar'
import { AnchorLink } from '../shared/AnchorLink'
import { t } from '../shared/words'

/** The pools and who has their slots. */
export function PoolsCard({ pools }: { pools: Item[] }) {
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h6">
          {t('Pools')}
        </Title>
        <AnchorLink to="/pools" size="sm">
          {t('All of them')}
        </AnchorLink>
      </Group>
      <Stack gap="xs">
        {pools.map((pool) => (
          <div key={String(pool.name)}>
            <Text size="sm">
              {String(pool.name)} <span className="dim">{Number(pool.slots) < 0 ? '' : t('{{number}} slots', { number: pool.slots })}</span>
            </Text>
            <PoolBar pool={pool} />
          </div>
        ))}
      </Stack>
    </Card>
  )
}
