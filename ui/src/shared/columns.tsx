import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Column } from './DataTable'
import { t } from './words'

/** By label, whether a column was asked for or taken away; what is not named is as it was made. */
export type Choice = Record<string, boolean>

export const shownColumns = <T,>(columns: Column<T>[], choice: Choice): Column<T>[] => columns.filter((column) => choice[column.label] ?? !column.isMore)

function read(key: string): Choice {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof found === 'object' && found !== null ? (found as Choice) : {}
  } catch {
    return {}
  }
}

/** Which columns of a table are shown; it is kept in this browser. */
export function useColumns<T>(name: string, columns: Column<T>[]) {
  const key = `columns ${name}`
  const [choice, setChoice] = useState(() => read(key))
  const choose = (label: string, isOn: boolean) => {
    const next = { ...choice, [label]: isOn }
    localStorage.setItem(key, JSON.stringify(next))
    setChoice(next)
  }
  return { shown: shownColumns(columns, choice), choose }
}

/** Chooses the columns of a table; at least one stays. */
export function ColumnChooser<T>({ columns, shown, onChoose }: { columns: Column<T>[]; shown: Column<T>[]; onChoose: (label: string, isOn: boolean) => void }) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default">{t('Columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Stack gap="xs">
          {columns
            .filter((column) => column.label)
            .map((column) => {
              const isOn = shown.includes(column)
              return <Checkbox key={column.label} label={column.label} checked={isOn} disabled={isOn && shown.length === 1} onChange={(event) => onChoose(column.label, event.currentTarget.checked)} />
            })}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
