import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { runQuestion } from '../early/questions'
import { get, part, send } from '../shared/api'
import { DeleteModal } from '../shared/DeleteModal'
import { AllOpen, JsonCell } from '../shared/JsonCell'
import { JsonModal } from '../shared/JsonModal'
import { RowButtons } from '../shared/RowButtons'
import { may, type Session } from '../shared/session'
import { t } from '../shared/words'

export interface XComPlace {
  key: string
  dag_id: string
  run_id: string
  task_id: string
  map_index: number
}

/** A value that a task left: read when somebody wants to see it, as there are fifty on a page; it can be corrected and deleted. */
export function XComValue({ entry, session }: { entry: XComPlace; session: Session | undefined }) {
  const client = useQueryClient()
  const all = useContext(AllOpen)
  const [isOpen, setOpen] = useState(false)
  const [way, setWay] = useState<'change' | 'delete' | null>(null)
  const path = `${runQuestion(entry.dag_id, entry.run_id)}/taskInstances/${part(entry.task_id)}/xcomEntries/${part(entry.key)}`
  const place = { map_index: entry.map_index }
  const isShown = isOpen || all.isOpen
  const found = useQuery({ queryKey: ['xcoms', entry.dag_id, 'value', path, entry.map_index], queryFn: () => get<{ value: unknown }>(path, { ...place, stringify: false }), enabled: isShown || way === 'change' })
  const again = () => client.invalidateQueries({ queryKey: ['xcoms'] })
  const name = `${entry.key} ${entry.task_id}`
  return (
    <>
      {isShown && (found.error ? <span className="dim">{found.error.message}</span> : found.data ? <JsonCell value={found.data.value} label={t('Value of {{key}}', { key: entry.key })} /> : <span className="dim">…</span>)}
      <RowButtons
        name={name}
        onShow={!isShown && (() => setOpen(true))}
        onChange={may(session, 'can_edit', 'XComs', entry.dag_id) && (() => setWay('change'))}
        onDelete={may(session, 'can_delete', 'XComs', entry.dag_id) && (() => setWay('delete'))}
      />
      {way === 'change' && found.data && <JsonModal title={entry.key} name={entry.key} value={found.data.value} save={(_, value) => send('PATCH', path, { value, ...place })} onSaved={again} onClose={() => setWay(null)} />}
      {way === 'delete' && (
        <DeleteModal name={entry.key} remove={() => send('DELETE', path, undefined, place)} onGone={again} onClose={() => setWay(null)}>
          {t('What reads it afterwards finds nothing.')}
        </DeleteModal>
      )}
    </>
  )
}
