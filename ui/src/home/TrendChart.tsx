import { Card, Text, Title } from '@mantine/core'
import { useInViewport } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { get } from '../shared/api'
import { stateColor, stateName } from '../shared/states'
import { exact } from '../shared/time'
import { t } from '../shared/words'

interface Part {
  from: string
  to: string
  success: number
  failed: number
}

const HEIGHT = 90

/** Runs that ended, by when and how; read when it comes into view. */
export function TrendChart({ since }: { since: string }) {
  const { ref, inViewport } = useInViewport()
  const trend = useQuery({ queryKey: ['home', undefined, 'trend', since], queryFn: () => get<{ parts: Part[] }>('/ui/trends', { start_date: since }), enabled: inViewport })
  const parts = trend.data?.parts ?? []
  const most = Math.max(1, ...parts.map((part) => part.success + part.failed))
  const total = parts.reduce((sum, part) => sum + part.success + part.failed, 0)
  return (
    <Card withBorder ref={ref}>
      <Title order={3} size="h6" mb="xs">
        {t('Runs that ended')} <span className="dim">{trend.data ? total : ''}</span>
      </Title>
      <div className="columns" role="img" aria-label={parts.map(told).join('; ') || t('Runs that ended')} style={{ height: HEIGHT }}>
        {parts.map((part) => (
          <span key={part.from} title={told(part)}>
            <i style={{ height: `${(100 * part.failed) / most}%`, background: stateColor('failed') }} />
            <i style={{ height: `${(100 * part.success) / most}%`, background: stateColor('success') }} />
          </span>
        ))}
      </div>
      {parts[0] && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('From {{from}} until now, in {{number}} parts; at most {{most}} in one.', { from: exact(parts[0].from), number: parts.length, most })}
        </Text>
      )}
    </Card>
  )
}

const told = (part: Part): string => `${exact(part.from)}: ${part.success} ${stateName('success')}, ${part.failed} ${stateName('failed')}`
