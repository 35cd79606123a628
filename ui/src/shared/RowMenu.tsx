import { Menu } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from './words'

/** What can be done with one line of a list: a plain button, whose menu is made when somebody wants it. */
export function RowMenu({ name, children }: { name: string; children: () => ReactNode }) {
  const [isOpen, setOpen] = useState<boolean | null>(null)
  const button = (
    <button type="button" className="small-button" aria-haspopup="menu" aria-expanded={isOpen === true} aria-label={t('What to do with {{name}}', { name })} onClick={() => setOpen(!isOpen)}>
      ⋯
    </button>
  )
  if (isOpen === null) return button
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children()}</Menu.Dropdown>
    </Menu>
  )
}
