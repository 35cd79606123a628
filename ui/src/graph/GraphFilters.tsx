import { Button, NumberInput, Popover, Select, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '../dags/TaskAround'
import { NO_STATE, stateName, taskStates } from '../shared/states'
import type { GraphNode } from '../shared/types'
import { t } from '../shared/words'
import { filterNames, operatorsOf, type TaskFilters } from './taskFilters'

/** What tasks are looked for: the others fade. */
export function GraphFilters({ nodes, groups }: { nodes: GraphNode[]; groups: string[] }) {
  const search = useSearch({ strict: false }) as TaskFilters
  const set = useChange()
  const [isOpen, setOpen] = useState(false)
  useHotkeys([['f', () => setOpen(true)]])
  const count = filterNames.filter((name) => search[name]).length
  const choice = (name: keyof TaskFilters, label: string, data: { value: string; label: string }[] | string[]) => (
    <Select size="xs" clearable searchable label={label} data={data} value={search[name] ?? null} comboboxProps={{ withinPortal: false }} onChange={(value) => set({ [name]: value ?? undefined })} />
  )
  const number = (name: keyof TaskFilters, label: string) => <NumberInput size="xs" label={label} min={0} value={search[name] ?? ''} onChange={(value) => set({ [name]: value === '' ? undefined : String(value) })} />
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant={count ? 'light' : 'default'} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {count ? t('Filters: {{number}}', { number: count }) : t('Filters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" w={240}>
          {choice('task_state', t('State'), [...taskStates, NO_STATE].map((value) => ({ value, label: stateName(value) })))}
          {groups.length > 0 && choice('task_group', t('Group'), groups)}
          {choice('operator', t('Operator'), operatorsOf(nodes))}
          {choice('mapped', t('Mapped'), [
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ])}
          {number('duration_gte', t('Took at least (s)'))}
          {number('instances_gte', t('At least so many instances'))}
          <Button size="compact-xs" variant="default" disabled={count === 0} onClick={() => set(Object.fromEntries(filterNames.map((name) => [name, undefined])))}>
            {t('Reset')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
