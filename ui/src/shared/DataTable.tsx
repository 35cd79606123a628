import { Skeleton, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from './words'

export interface Column<T> {
  label: string
  show: (item: T) => ReactNode
  /** What the server orders by. */
  sort?: string
  isNumber?: boolean
}

interface Props<T> {
  columns: Column<T>[]
  items: T[] | undefined
  keyOf: (item: T) => string | number
  empty: string
  order?: string | undefined
  onOrder?: (order: string) => void
  minWidth?: number
}

const LINES = 6

/** A table that can be ordered by its heads, holds its shape while it is read, and says so when there is nothing. */
export function DataTable<T>({ columns, items, keyOf, empty, order, onOrder, minWidth = 700 }: Props<T>) {
  if (items?.length === 0) return <Text c="dimmed">{empty}</Text>
  return (
    <Table.ScrollContainer minWidth={minWidth}>
      <Table highlightOnHover verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Head key={column.label} column={column} order={order} onOrder={onOrder} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items
            ? items.map((item) => (
                <Table.Tr key={keyOf(item)}>
                  {columns.map((column) => (
                    <Table.Td key={column.label} ta={column.isNumber ? 'right' : undefined}>
                      {column.show(item)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            : Array.from({ length: LINES }, (_, line) => (
                <Table.Tr key={line}>
                  <Table.Td colSpan={columns.length}>
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
