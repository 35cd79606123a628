import { Skeleton, Text } from '@mantine/core'
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
    <div className="data-box">
      <table className="data" style={{ minWidth }}>
        <thead>
          <tr>
            {chosen && (
              <th style={{ width: 36 }}>
                <Tick
                  label={t('Choose all on this page')}
                  isOn={items !== undefined && items.every((item) => chosen.items.has(keyOf(item)))}
                  isSome={items?.some((item) => chosen.items.has(keyOf(item))) ?? false}
                  onChange={(isOn) => chosen.set((items ?? []).map((item) => [keyOf(item), item]), isOn)}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.label} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items
            ? items.map((item) => (
                <tr key={keyOf(item)} className={chosen?.items.has(keyOf(item)) ? 'chosen-line' : undefined}>
                  {chosen && (
                    <td>
                      <Tick label={t('Choose {{name}}', { name: nameOf?.(item) ?? String(keyOf(item)) })} isOn={chosen.items.has(keyOf(item))} onChange={(isOn) => chosen.set([[keyOf(item), item]], isOn)} />
                    </td>
                  )}
                  {columns.map((column) => (
                    <td key={column.label} className={column.isNumber ? 'number' : undefined}>
                      {column.show(item)}
                    </td>
                  ))}
                </tr>
              ))
            : Array.from({ length: LINES }, (_, line) => (
                <tr key={line}>
                  <td colSpan={columns.length + (chosen ? 1 : 0)}>
                    <Skeleton height={14} />
                  </td>
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<T>({ column, order, onOrder }: { column: Column<T>; order: string | undefined; onOrder: ((order: string) => void) | undefined }) {
  const { sort, label } = column
  if (!sort || !onOrder) return <th className={column.isNumber ? 'number' : undefined}>{label}</th>
  const direction = order === sort ? 'ascending' : order === `-${sort}` ? 'descending' : 'none'
  return (
    <th aria-sort={direction} className={column.isNumber ? 'number' : undefined}>
      <button type="button" className="plain-button" title={t('Order by this')} onClick={() => onOrder(direction === 'ascending' ? `-${sort}` : sort)}>
        {label} <span aria-hidden>{direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : ''}</span>
      </button>
    </th>
  )
}
