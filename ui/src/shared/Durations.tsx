import { Card, Group, Switch, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { median } from './median'
import { PlainLink } from './PlainLink'
import { stateColor } from './states'
import { duration } from './time'
import { t } from './words'

export interface Bar {
  key: string
  href: string
  /** What it is, for who hovers over it or hears it. */
  label: string
  state: string | null
  /** Seconds that it waited, and that it ran. */
  waited: number
  ran: number
  isEnded: boolean
}

const HEIGHT = 160

/** Lengths of time as columns: the pale part waited, the full part ran; a line stands at the median. One that took much longer flattens the others unless roots are drawn. */
export function Durations({ title, bars }: { title: string; bars: Bar[] }) {
  const [isRoot, setRoot] = useState(false)
  const scale = (seconds: number) => (isRoot ? Math.sqrt(seconds) : seconds)
  const most = Math.max(0.001, ...bars.map((bar) => scale(bar.waited + bar.ran)))
  const middle = median(bars.filter((bar) => bar.isEnded).map((bar) => bar.ran))
  const longest = Math.max(...bars.map((bar) => bar.waited + bar.ran))
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {title}
        </Title>
        <Group gap="md">
          <Text size="sm" c="dimmed">
            {middle !== null && t('median {{time}}', { time: duration(middle) })} · {t('longest {{time}}', { time: duration(longest) })}
          </Text>
          <Switch size="xs" label={t('Make short ones visible')} checked={isRoot} onChange={(event) => setRoot(event.currentTarget.checked)} />
        </Group>
      </Group>
      <div className="columns durations" style={{ height: HEIGHT }}>
        {middle !== null && <hr aria-hidden style={{ bottom: `${(100 * scale(middle)) / most}%` }} />}
        {bars.map((bar) => {
          const label = `${bar.label}, ${t('waited {{time}}', { time: duration(bar.waited) })}, ${t('ran {{time}}', { time: duration(bar.ran) })}`
          const height = (100 * scale(bar.waited + bar.ran)) / most
          const share = bar.waited + bar.ran > 0 ? bar.waited / (bar.waited + bar.ran) : 0
          return (
            <PlainLink key={bar.key} href={bar.href} title={label} aria-label={label}>
              <i style={{ height: `${height * share}%`, background: stateColor(bar.state), opacity: 0.35 }} />
              <i style={{ height: `max(3px, ${height * (1 - share)}%)`, background: stateColor(bar.state) }} />
            </PlainLink>
          )
        })}
      </div>
    </Card>
  )
}
