import { Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import type { Column } from '../shared/DataTable'
import { DeleteModal } from '../shared/DeleteModal'
import { JsonCell } from '../shared/JsonCell'
import { ListPage } from '../shared/ListPage'
import { RowButtons } from '../shared/RowButtons'
import { useMay } from '../shared/session'
import { t } from '../shared/words'
import { BulkDelete } from './BulkDelete'
import { EditModal } from './EditModal'
import { FileButtons } from './FileButtons'
import type { Item, Kind } from './kind'

/** A list of things that can be made, changed and deleted by name. */
export function CrudPage({ kind }: { kind: Kind }) {
  const client = useQueryClient()
  const may = useMay()
  const [edited, setEdited] = useState<Item | 'new' | null>(null)
  const [deleted, setDeleted] = useState<Item | null>(null)
  const shown = kind.fields.filter((field) => !field.isHidden && field.kind !== 'secret')
  const columns: Column<Item>[] = [
    ...shown.map((field) => ({
      label: field.label,
      ...(field.isKey ? { sort: field.name } : {}),
      isNumber: field.kind === 'number',
      show: (item: Item) =>
        field.kind === 'long' ? (
          <JsonCell value={item[field.name]} label={t('{{field}} of {{name}}', { field: field.label, name: String(item[kind.key]) })} />
        ) : (
          <Text span size="sm" lineClamp={3} className="wrap">
            {show(item[field.name])}
          </Text>
        ),
    })),
    ...(kind.columns ?? []),
    {
      label: '',
      show: (item) => (
        <RowButtons name={String(item[kind.key])} onChange={may('can_edit', kind.resource) && (() => setEdited(item))} onDelete={may('can_delete', kind.resource) && !kind.isKept?.(item) && (() => setDeleted(item))} />
      ),
    },
  ]
  return (
    <>
      <ListPage<Item>
        title={kind.title}
        about="admin"
        path={kind.path}
        list={kind.list}
        keyOf={(item) => String(item[kind.key])}
        empty={kind.texts.empty}
        columns={columns}
        nameOf={(item) => String(item[kind.key])}
        hasValues={shown.some((field) => field.kind === 'long')}
        bulk={may('can_delete', kind.resource) ? (items, done) => <BulkDelete kind={kind} items={items} onDone={done} /> : undefined}
        filters={[{ name: 'q', parameter: kind.pattern, label: kind.texts.find }]}
        actions={
          <>
            {kind.isFiled && <FileButtons kind={kind} mayWrite={may('can_create', kind.resource)} />}
            {may('can_create', kind.resource) && <Button onClick={() => setEdited('new')}>{kind.texts.fresh}</Button>}
          </>
        }
      />
      {edited && <EditModal kind={kind} item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {deleted && (
        <DeleteModal
          name={String(deleted[kind.key])}
          remove={() => send('DELETE', `${kind.path}/${part(String(deleted[kind.key]))}`)}
          onGone={() => client.invalidateQueries({ queryKey: ['admin'] })}
          onClose={() => setDeleted(null)}
        >
          {t('Whatever uses it fails from now on. This cannot be undone.')}
        </DeleteModal>
      )}
    </>
  )
}

const show = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'boolean' ? (value ? t('yes') : t('no')) : String(value))
