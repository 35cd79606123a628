import { Badge } from '@mantine/core'
import { StateMark } from './StateMark'
import { stateName } from './states'

/** A state by its colour and its name. */
export function StateBadge({ state, count }: { state: string | null; count?: number }) {
  return (
    <Badge variant="default" size="md" radius="sm" tt="none" fw={500} className="state" leftSection={<StateMark state={state} />}>
      {count === undefined ? '' : `${count} `}
      {stateName(state)}
    </Badge>
  )
}
