import { Button, Group, Pagination, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { asking } from './api'
import { ChosenBar, useChosen, type Chosen } from './chosen'
import { ColumnChooser, useColumns } from './columns'
import { DataTable, type Column } from './DataTable'
import { asked, Filters, parameterOf, type Filter } from './Filters'
import { AllOpen } from './JsonCell'
import { complain } from './notices'
import { ownOf, usePart, withOwn } from './part'
import { grouped } from './number'
import { PageTitle } from './PageTitle'
import { Problem } from './Problem'
import { MOST_READ, readAll } from './readAll'
import { Views } from './Views'
import { t } from './words'

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
  /** Some of its cells hold values that are folded when they are long. */
  hasValues?: boolean
  /** A part of a page, which has its own heading. */
  isPart?: boolean
  /** Its columns can be chosen; they are kept under this name. */
  chooses?: string
  /** What can be done with many at once; lines can be ticked then. */
  bulk?: ((items: T[], done: () => void) => ReactNode) | undefined
  /** What stands over the list, of the lines as they are now. */
  above?: (items: T[] | undefined) => ReactNode
  /** What a line is called where it is ticked. */
  nameOf?: (item: T) => string
}

const PAGE = 50


type Search = Record<string, string | undefined>

/** A list of the API: its filters, order and page stand in the address, so that a link shows the same to others. */
export function ListPage<T>(props: Props<T>) {
  const { title, about, path, list, columns, filters = [], keyOf, empty, fixed = {}, dagId, actions, isPart, chooses, bulk, nameOf, hasValues, above } = props
  const part = usePart()
  const whole = useSearch({ strict: false }) as Search
  const search = ownOf(whole, part)
  const place = useLocation().pathname
  const navigate = useNavigate()
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const order = search.order ?? props.order
  const query = {
    ...fixed,
    ...Object.fromEntries(filters.map((filter) => [parameterOf(filter, search), asked(filter, search[filter.name])])),
    order_by: order,
    limit: PAGE,
    offset: (page - 1) * PAGE,
  }
  const items = useQuery({
    queryKey: [about, dagId, path, query],
    ...asking<{ total_entries: number } & Record<string, T[]>>(path, query),
    placeholderData: keepPreviousData,
  })
  const set = (changed: Search) =>
    void navigate({ to: '.', search: ((before: Search) => withOwn(before, { page: undefined, ...changed }, part)) as never, replace: true })
  const isFiltered = filters.some((filter) => search[filter.name])
  const total = items.data?.total_entries
  const { shown, choose } = useColumns(chooses ?? '', columns)
  const chosen = useChosen<T>()
  const [isReading, setReading] = useState(false)
  const [values, setValues] = useState({ isOpen: false, round: 0 })
  const chooseAll = async () => {
    setReading(true)
    await readAll<T>(path, query, list, MOST_READ).then((all) => chosen.set(all.map((item) => [keyOf(item), item]), true), (error: unknown) => complain(String(error)))
    setReading(false)
  }

  return (
    <Stack>
      <Group justify="space-between">
        {isPart ? (
          <span className="dim">{total !== undefined && grouped(total)}</span>
        ) : (
          <PageTitle name={title}>
            {title} {total !== undefined && <span className="dim">{grouped(total)}</span>}
          </PageTitle>
        )}
        <Group gap="xs">
          <Filters filters={filters} search={search} set={set} hasKeys={part === ''} />
          {!isPart && filters.length > 0 && <Views place={place} />}
          {chooses && <ColumnChooser columns={columns} shown={shown} onChoose={choose} />}
          {hasValues && (
            <Button size="xs" variant="default" onClick={() => setValues({ isOpen: !values.isOpen, round: values.round + 1 })}>
              {values.isOpen ? t('Close all values') : t('Open all values')}
            </Button>
          )}
          {actions}
        </Group>
      </Group>
      {items.error ? (
        <Problem error={items.error} retry={() => void items.refetch()} />
      ) : (
        <AllOpen.Provider value={values}>
          <DataTable columns={chooses ? shown : columns} items={items.data?.[list]} keyOf={keyOf} empty={isFiltered ? t('Nothing is like that.') : empty} order={order} onOrder={(next) => set({ order: next })} chosen={bulk && chosen} nameOf={nameOf} />
        </AllOpen.Provider>
      )}
      {above?.(items.data?.[list])}
      {bulk && <Bulk chosen={chosen} total={total} onAll={isReading ? undefined : () => void chooseAll()} bulk={bulk} />}
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

function Bulk<T>({ chosen, total, onAll, bulk }: { chosen: Chosen<T>; total: number | undefined; onAll: (() => void) | undefined; bulk: (items: T[], done: () => void) => ReactNode }) {
  return (
    <ChosenBar count={chosen.items.size} total={total === undefined ? undefined : Math.min(total, MOST_READ)} onAll={onAll} onClear={chosen.clear}>
      {bulk([...chosen.items.values()], chosen.clear)}
    </ChosenBar>
  )
}

const controls = { first: () => t('First page'), previous: () => t('Previous page'), next: () => t('Next page'), last: () => t('Last page') }
