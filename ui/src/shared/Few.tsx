import { Popover, Stack, UnstyledButton } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { t } from './words'

interface Props<T> {
  items: readonly T[]
  /** So many are shown by themselves; one more than that is shown, too, as the button would take its place. */
  most?: number
  keyOf: (item: T) => string
  show: (item: T) => ReactNode
  /** What they are, for who hears the button. */
  label: string
}

const USUAL = 3

/** The first ones of a list, and a button that shows the others over the page. */
export function Few<T>({ items, most = USUAL, keyOf, show, label }: Props<T>) {
  const all = items.length <= most + 1
  const shown = all ? items : items.slice(0, most)
  return (
    <>
      {shown.map((item) => (
        <Fragment key={keyOf(item)}>{show(item)}</Fragment>
      ))}
      {!all && (
        <Popover position="bottom-start" withArrow trapFocus>
          <Popover.Target>
            <UnstyledButton className="few" aria-label={`${label}: ${t('{{number}} more', { number: items.length - most })}`}>
              {t('+{{number}} more', { number: items.length - most })}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            <Stack gap={6} align="start">
              {items.slice(most).map((item) => (
                <Fragment key={keyOf(item)}>{show(item)}</Fragment>
              ))}
            </Stack>
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  )
}
