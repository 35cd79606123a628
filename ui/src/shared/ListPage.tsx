import { Button, Group, Pagination, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { get } from './api'
import { DataTable, type Column } from './DataTable'
import { PageTitle } from './PageTitle'
import { Problem } from './Problem'
import { t } from './words'

export interface Filter {
  /** Its name in the address. */
  name: string
  /** The parameter of the API; a pattern is looked for anywhere. */
  parameter: string
  label: string
  choices?: readonly (string | { value: string; label: string })[]
}

interface Props<T> {
  title: string
  /** What the key of its question begins with, which says what events it is about. */
  about: string
  path: string
  /** What the list is called in the answer. */
  list: string
  columns: Column<T>[]
  filters?: Filter[]
  keyOf: (item: T) => string | number
  empty: string
  order?: string
  fixed?: Record<string, string | undefined>
  dagId?: string
  actions?: ReactNode
  /** A part of a page, which has its own heading. */
  isPart?: boolean
}

const PAGE = 50

type Search = Record<string, string | undefined>

/** A list of the API: its filters, order and page stand in the address, so that a link shows the same to others. */
export function ListPage<T>(props: Props<T>) {
  const { title, about, path, list, columns, filters = [], keyOf, empty, fixed = {}, dagId, actions, isPart } = props
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const order = search.order ?? props.order
  const query = {
    ...fixed,
    ...Object.fromEntries(filters.map((filter) => [filter.parameter, search[filter.name] || undefined])),
    order_by: order,
    limit: PAGE,
    offset: (page - 1) * PAGE,
  }
  const items = useQuery({
    queryKey: [about, dagId, path, query],
    queryFn: ({ signal }) => get<{ total_entries: number } & Record<string, T[]>>(path, query, signal),
    placeholderData: keepPreviousData,
  })
  const set = (changed: Search) =>
    void navigate({ to: '.', search: ((before: Search) => Object.fromEntries(Object.entries({ ...before, page: undefined, ...changed }).filter(([, value]) => value))) as never, replace: true })
  const type = useDebouncedCallback((name: string, value: string) => set({ [name]: value }), 250)
  const isFiltered = filters.some((filter) => search[filter.name])
  const total = items.data?.total_entries

  return (
    <Stack>
      <Group justify="space-between">
        {isPart ? (
          <span className="dim">{total}</span>
        ) : (
          <PageTitle name={title}>
            {title} {total !== undefined && <span className="dim">{total}</span>}
          </PageTitle>
        )}
        <Group gap="xs">
          {filters.map((filter) =>
            filter.choices ? (
              <Select
                key={filter.name}
                size="sm"
                w={170}
                aria-label={filter.label}
                placeholder={filter.label}
                clearable
                data={[...filter.choices]}
                value={search[filter.name] ?? null}
                onChange={(value) => set({ [filter.name]: value ?? undefined })}
              />
            ) : (
              <TextInput key={`${filter.name} ${isFiltered}`} w={170} aria-label={filter.label} placeholder={filter.label} defaultValue={search[filter.name] ?? ''} onChange={(event) => type(filter.name, event.currentTarget.value)} />
            ),
          )}
          {isFiltered && (
            <Button variant="subtle" onClick={() => set(Object.fromEntries(filters.map((filter) => [filter.name, undefined])))}>
              {t('Show all')}
            </Button>
          )}
          {actions}
        </Group>
      </Group>
      {items.error ? (
        <Problem error={items.error} retry={() => void items.refetch()} />
      ) : (
        <DataTable columns={columns} items={items.data?.[list]} keyOf={keyOf} empty={isFiltered ? t('Nothing is like that.') : empty} order={order} onOrder={(next) => set({ order: next })} />
      )}
      {total !== undefined && total > PAGE && (
        <Pagination
          total={Math.ceil(total / PAGE)}
          value={page}
          onChange={(next) => set({ page: String(next) })}
          getItemProps={(number) => ({ 'aria-label': t('Page {{number}}', { number }) })}
          getControlProps={(control) => ({ 'aria-label': controls[control]() })}
        />
      )}
    </Stack>
  )
}

const controls = { first: () => t('First page'), previous: () => t('Previous page'), next: () => t('Next page'), last: () => t('Last page') }
