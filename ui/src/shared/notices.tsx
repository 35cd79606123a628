import { Button, CloseButton, Group, Paper, Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { t } from './words'

interface Notice {
  id: number
  text: string
  isError: boolean
  undo?: (() => Promise<unknown>) | undefined
}

const SECONDS = 10
const MOST = 4

let notices: readonly Notice[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: readonly Notice[]): void {
  notices = next
  listeners.forEach((listener) => listener())
}

const drop = (id: number): void => set(notices.filter((notice) => notice.id !== id))

/** Says what was done; with a way back, where there is one that restores what was. */
export function tell(text: string, undo?: () => Promise<unknown>): void {
  const id = ++last
  set([...notices, { id, text, isError: false, undo }].slice(-MOST))
  setTimeout(() => drop(id), SECONDS * 1000)
}

/** Says what went wrong where no dialog is left to say it; it stays until it is closed. */
export function complain(text: string): void {
  set([...notices, { id: ++last, text, isError: true }].slice(-MOST))
}

/** What was said last, in a corner of every page. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notices,
  )
  return (
    <section className="notices" aria-live="polite" aria-label={t('What was done')}>
      {shown.map((notice) => (
        <Paper key={notice.id} withBorder shadow="md" p="xs" pl="md">
          <Group gap="sm" wrap="nowrap">
            <Text size="sm" c={notice.isError ? 'red' : 'inherit'} className="wrap">
              {notice.text}
            </Text>
            {notice.undo && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  drop(notice.id)
                  notice.undo?.().then(
                    () => tell(t('Undone.')),
                    (error: unknown) => complain(error instanceof Error ? error.message : String(error)),
                  )
                }}
              >
                {t('Undo')}
              </Button>
            )}
            <CloseButton size="sm" aria-label={t('Close')} onClick={() => drop(notice.id)} />
          </Group>
        </Paper>
      ))}
    </section>
  )
}
