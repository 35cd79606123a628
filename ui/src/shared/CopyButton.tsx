import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { t } from './words'

/** Takes a text along. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const clipboard = useClipboard({ timeout: 1_500 })
  return (
    <Button size="compact-xs" variant="default" onClick={() => clipboard.copy(text)} {...(label ? { 'aria-label': label } : {})}>
      {clipboard.copied ? t('Copied') : t('Copy')}
    </Button>
  )
}
