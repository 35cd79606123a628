import { Badge } from '@mantine/core'
import { stateColor, stateName } from './states'

/** A state by its colour and its name. */
export function StateBadge({ state, count }: { state: string | null; count?: number }) {
  return (
    <Badge variant="default" size="md" radius="sm" tt="none" fw={500} className="state" leftSection={<span aria-hidden className="dot" style={{ background: stateColor(state) }} />}>
      {count === undefined ? '' : `${count} `}
      {stateName(state)}
    </Badge>
  )
}
