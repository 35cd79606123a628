import { Alert, Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { Markdown } from '../shared/Markdown'
import { t } from '../shared/words'

/** Something that the configuration tells everybody. */
export interface Told {
  text: string
  category: 'info' | 'warning' | 'error'
}

const SHOWN = 2

const colours = { info: 'blue', warning: 'yellow', error: 'red' }

/** What everybody is told: the first ones, and the others when they are asked for. */
export function Alerts({ alerts }: { alerts: Told[] }) {
  const [isOpen, setOpen] = useState(false)
  if (alerts.length === 0) return null
  const all = isOpen || alerts.length <= SHOWN
  return (
    <Stack gap="xs">
      {(all ? alerts : alerts.slice(0, SHOWN)).map((alert, at) => (
        <Alert key={`${at} ${alert.text}`} color={colours[alert.category]} role={alert.category === 'info' ? 'note' : 'alert'}>
          <Markdown text={alert.text} />
        </Alert>
      ))}
      {!all && (
        <Button size="compact-sm" variant="subtle" w="fit-content" onClick={() => setOpen(true)}>
          {t('+{{number}} more', { number: alerts.length - SHOWN })}
        </Button>
      )}
    </Stack>
  )
}
