import { Skeleton, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Tick, type Chosen, type Key } from './chosen'
import { t } from './words'

export interface Column<T> {
  label: string
  show: (item: T) => ReactNode
  /** What the server orders by. */
  sort?: string
  isNumber?: boolean
  /** It is not there until somebody chooses it. */
  isMore?: boolean
}

interface Props<T> {
  columns: Column<T>[]
  items: T[] | undefined
  keyOf: (item: T) => Key
  empty: string
  order?: string | undefined
  onOrder?: (order: string) => void
  minWidth?: number
  /** Lines can be ticked; what each is called. */
  chosen?: Chosen<T> | undefined
  nameOf?: ((item: T) => string) | undefined
}

const LINES = 6

/** A table that can be ordered by its heads, holds its shape while it is read, and says so when there is nothing. */
export function DataTable<T>({ columns, items, keyOf, empty, order, onOrder, minWidth = 700, chosen, nameOf }: Props<T>) {
  if (items?.length === 0) return <Text c="dimmed">{empty}</Text>
  return (
    <Table.ScrollContainer minWidth={minWidth}>
      <Table highlightOnHover verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            {chosen && (
              <Table.Th w={36}>
                <Tick
                  label={t('Choose all on this page')}
                  isOn={items !== undefined && items.every((item) => chosen.items.has(keyOf(item)))}
                  isSome={items?.some((item) => chosen.items.has(keyOf(item))) ?? false}
                  onChange={(isOn) => chosen.set((items ?? []).map((item) => [keyOf(item), item]), isOn)}
                />
              </Table.Th>
            )}
            {columns.map((column) => (
              <Head key={column.label} column={column} order={order} onOrder={onOrder} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items
            ? items.map((item) => (
                <Table.Tr key={keyOf(item)} {...(chosen?.items.has(keyOf(item)) ? { bg: 'var(--mantine-color-default-hover)' } : {})}>
                  {chosen && (
                    <Table.Td>
                      <Tick label={t('Choose {{name}}', { name: nameOf?.(item) ?? String(keyOf(item)) })} isOn={chosen.items.has(keyOf(item))} onChange={(isOn) => chosen.set([[keyOf(item), item]], isOn)} />
                    </Table.Td>
                  )}
                  {columns.map((column) => (
                    <Table.Td key={column.label} ta={column.isNumber ? 'right' : undefined}>
                      {column.show(item)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            : Array.from({ length: LINES }, (_, line) => (
                <Table.Tr key={line}>
                  <Table.Td colSpan={columns.length + (chosen ? 1 : 0)}>
                    <Skeleton height={14} />
                  </Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Head<T>({ column, order, onOrder }: { column: Column<T>; order: string | undefined; onOrder: ((order: string) => void) | undefined }) {
  const { sort, label } = column
  if (!sort || !onOrder) return <Table.Th ta={column.isNumber ? 'right' : undefined}>{label}</Table.Th>
  const direction = order === sort ? 'ascending' : order === `-${sort}` ? 'descending' : 'none'
  return (
    <Table.Th aria-sort={direction} ta={column.isNumber ? 'right' : undefined}>
      <button type="button" className="plain-button" title={t('Order by this')} onClick={() => onOrder(direction === 'ascending' ? `-${sort}` : sort)}>
        {label} <span aria-hidden>{direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : ''}</span>
      </button>
    </Table.Th>
  )
}
