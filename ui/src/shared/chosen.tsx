import { Button, Group, Paper, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from './words'

export type Key = string | number

/** What somebody ticked in a list; it stays ticked on the next page. */
export interface Chosen<T> {
  items: ReadonlyMap<Key, T>
  set: (items: Iterable<[Key, T]>, isOn: boolean) => void
  clear: () => void
}

export function useChosen<T>(): Chosen<T> {
  const [items, setItems] = useState<ReadonlyMap<Key, T>>(new Map())
  return {
    items,
    set: (changed, isOn) =>
      setItems((before) => {
        const next = new Map(before)
        for (const [key, item] of changed) {
          if (isOn) next.set(key, item)
          else next.delete(key)
        }
        return next
      }),
    clear: () => setItems(new Map()),
  }
}

/** The box that ticks a line, or all of a page; the browser's own, as there are many. */
export function Tick({ label, isOn, isSome = false, onChange }: { label: string; isOn: boolean; isSome?: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <input
      type="checkbox"
      className="tick"
      aria-label={label}
      checked={isOn}
      ref={(element) => {
        if (element) element.indeterminate = isSome && !isOn
      }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

/** How many are ticked and what can be done with them, at the foot of the window. */
export function ChosenBar({ count, total, onAll, onClear, children }: { count: number; total?: number | undefined; onAll?: (() => void) | undefined; onClear: () => void; children: ReactNode }) {
  if (count === 0) return null
  return (
    <Paper className="chosen" withBorder shadow="md" p="xs" px="md" component="section" aria-label={t('What is chosen')}>
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {t('Chosen: {{number}}', { number: count })}
        </Text>
        {onAll && total !== undefined && count < total && (
          <Button size="compact-sm" variant="subtle" onClick={onAll}>
            {t('Choose all {{number}}', { number: total })}
          </Button>
        )}
        {children}
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          {t('Choose none')}
        </Button>
      </Group>
    </Paper>
  )
}
