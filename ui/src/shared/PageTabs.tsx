import { Loader, Tabs } from '@mantine/core'
import { Suspense, type ReactNode } from 'react'
import { t } from './words'

interface Props {
  /** Their names in the address, and their labels. */
  tabs: Record<string, () => string>
  tab: string
  onOpen: (tab: string) => void
  /** What the open one shows. */
  children: ReactNode
}

/** The parts of a page, one of which is open. */
export function PageTabs({ tabs, tab, onOpen, children }: Props) {
  return (
    <Tabs value={tab} onChange={(next) => next && onOpen(next)} keepMounted={false}>
      <Tabs.List>
        {Object.entries(tabs).map(([name, label]) => (
          <Tabs.Tab key={name} value={name}>
            {label()}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} pt="sm">
        <Suspense fallback={<Loader role="progressbar" aria-label={t('Loading')} />}>{children}</Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}
