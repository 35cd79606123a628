import { Button, Group, Stack } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Column } from './DataTable'
import { DataTable } from './DataTable'
import { DeleteModal } from './DeleteModal'
import { JsonModal } from './JsonModal'
import { Json } from './Json'
import { RowButtons } from './RowButtons'
import { t } from './words'

export interface JsonRow {
  key: string
  value: unknown
}

interface Props<T extends JsonRow> {
  items: T[] | undefined
  empty: string
  /** Columns beside the key and the value. */
  columns: Column<T>[]
  texts: { fresh: string; gone: string; allGone?: string }
  /** null: one may not. */
  add: ((key: string, value: unknown) => Promise<unknown>) | null
  change: ((key: string, value: unknown) => Promise<unknown>) | null
  remove: ((key: string) => Promise<unknown>) | null
  removeAll?: (() => Promise<unknown>) | null
  onChanged: () => Promise<unknown>
  /** More fields of the dialog that adds one. */
  fields?: ReactNode
}

const LARGE = 200

/** Values under keys, which can be added, changed and deleted. */
export function JsonRows<T extends JsonRow>({ items, empty, columns, texts, add, change, remove, removeAll, onChanged, fields }: Props<T>) {
  const [edited, setEdited] = useState<T | 'new' | null>(null)
  const [deleted, setDeleted] = useState<T | 'all' | null>(null)
  const [isClosed, setClosed] = useState(false)
  const [order, setOrder] = useState<string | undefined>()
  const isLong = items?.some((item) => JSON.stringify(item.value)?.length > LARGE)
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {add && (
          <Button size="xs" variant="default" onClick={() => setEdited('new')}>
            {texts.fresh}
          </Button>
        )}
        {removeAll && items && items.length > 0 && (
          <Button size="xs" variant="default" c="red" onClick={() => setDeleted('all')}>
            {t('Delete all…')}
          </Button>
        )}
        {isLong && (
          <Button size="xs" variant="default" onClick={() => setClosed(!isClosed)}>
            {isClosed ? t('Open all values') : t('Close all values')}
          </Button>
        )}
      </Group>
      <DataTable
        items={items && sorted(items, order)}
        order={order}
        onOrder={setOrder}
        keyOf={(item) => item.key}
        empty={empty}
        minWidth={480}
        columns={[
          { label: t('Key'), sort: 'key', show: (item) => item.key },
          { label: t('Value'), show: (item) => (isClosed ? <code className="dim">{(JSON.stringify(item.value) ?? '').slice(0, 60)}…</code> : <Json value={item.value} label={t('Value of {{key}}', { key: item.key })} />) },
          ...columns,
          {
            label: '',
            show: (item) => <RowButtons name={item.key} onChange={change && (() => setEdited(item))} onDelete={remove && (() => setDeleted(item))} />,
          },
        ]}
      />
      {edited === 'new' && add && (
        <JsonModal title={texts.fresh} name={null} save={add} onSaved={onChanged} onClose={() => setEdited(null)}>
          {fields}
        </JsonModal>
      )}
      {edited && edited !== 'new' && change && <JsonModal title={t('Change {{name}}', { name: edited.key })} name={edited.key} value={edited.value} save={change} onSaved={onChanged} onClose={() => setEdited(null)} />}
      {deleted === 'all' && removeAll && (
        <DeleteModal name={t('all of them')} remove={removeAll} onGone={onChanged} onClose={() => setDeleted(null)}>
          {texts.allGone ?? texts.gone}
        </DeleteModal>
      )}
      {deleted && deleted !== 'all' && remove && (
        <DeleteModal name={deleted.key} remove={() => remove(deleted.key)} onGone={onChanged} onClose={() => setDeleted(null)}>
          {texts.gone}
        </DeleteModal>
      )}
    </Stack>
  )
}

/** By a field, downwards when a minus stands before it; as they came when it is none. */
function sorted<T extends JsonRow>(items: T[], order: string | undefined): T[] {
  if (!order) return items
  const field = order.replace(/^-/, '') as keyof T
  const way = order.startsWith('-') ? -1 : 1
  return items.toSorted((left, right) => way * String(left[field]).localeCompare(String(right[field])))
}
