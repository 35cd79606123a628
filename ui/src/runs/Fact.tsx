import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A name and its value, one above the other. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm" component="div" className="wrap">
        {children}
      </Text>
    </div>
  )
}
