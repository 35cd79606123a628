import { Button, Checkbox, Group, NumberInput, Popover, Select, Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segments } from '../shared/Segments'
import { t } from '../shared/words'

type Search = Record<string, string | undefined>

/** The change of the address that has what hangs together with a task shown; both ways where none is chosen yet. */
export const rootedAt = (taskId: string, search: Search): Search => ({
  root: taskId,
  include_upstream: search.include_upstream ?? (search.include_downstream ? undefined : 'true'),
  include_downstream: search.include_downstream ?? (search.include_upstream ? undefined : 'true'),
})

export const NO_ROOT: Search = { root: undefined, include_upstream: undefined, include_downstream: undefined, depth: undefined, mode: undefined }

/** Changes what stands behind the question mark. */
export function useChange(): (changed: Search) => void {
  const navigate = useNavigate()
  return (changed) => void navigate({ to: '.', search: ((before: Search) => Object.fromEntries(Object.entries({ ...before, ...changed }).filter(([, value]) => value))) as never, replace: true })
}

/** Has only what hangs together with one task shown, in the grid and in the graph. */
export function TaskAround({ tasks }: { tasks: string[] }) {
  const search = useSearch({ strict: false }) as Search
  const set = useChange()
  const { root } = search
  const way = search.include_upstream && search.include_downstream ? 'both' : search.include_upstream ? 'before' : search.include_downstream ? 'after' : 'none'
  const turn = (value: string) => set({ include_upstream: value === 'both' || value === 'before' ? 'true' : undefined, include_downstream: value === 'both' || value === 'after' ? 'true' : undefined })
  return (
    <Popover position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant={root ? 'light' : 'default'}>
          {root ? t('Around {{task}}', { task: root }) : t('Around a task')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" w={300}>
          <Select size="xs" searchable label={t('Task')} data={root && !tasks.includes(root) ? [root, ...tasks] : tasks} value={root ?? null} comboboxProps={{ withinPortal: false }} onChange={(task) => (task ? set(rootedAt(task, search)) : set(NO_ROOT))} />
          <Segments
            size="xs"
            aria-label={t('What of it')}
            disabled={!root}
            data={[
              { value: 'before', label: t('before it') },
              { value: 'both', label: t('both') },
              { value: 'after', label: t('after it') },
            ]}
            value={way === 'none' ? 'both' : way}
            onChange={turn}
          />
          <NumberInput size="xs" label={t('So many steps')} placeholder={t('all of them')} disabled={!root} min={1} max={99} value={search.depth ?? ''} onChange={(value) => set({ depth: value === '' ? undefined : String(value) })} />
          <Checkbox size="xs" label={t('go to the tasks that I click')} disabled={!root} checked={search.mode === 'traverse'} onChange={(event) => set({ mode: event.currentTarget.checked ? 'traverse' : undefined })} />
          <Group justify="flex-end">
            <Button size="compact-xs" variant="default" disabled={!root} onClick={() => set(NO_ROOT)}>
              {t('Show all tasks')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
