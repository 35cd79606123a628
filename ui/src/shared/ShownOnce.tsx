import { Alert, Button, Code, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton'
import { t } from './words'

/** A secret that was made just now and is never told again, with what is to be said of it. */
export function ShownOnce({ secret, onClose, children }: { secret: string; onClose: () => void; children?: ReactNode }) {
  return (
    <Stack>
      <Alert color="yellow">{t('Copy it now: it is shown this once only.')}</Alert>
      <Code block className="wrap">
        {secret}
      </Code>
      {children}
      <Group justify="end">
        <CopyButton text={secret} />
        <Button onClick={onClose}>{t('Close')}</Button>
      </Group>
    </Stack>
  )
}
