import { Modal, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type KeyboardEvent } from 'react'
import { get } from '../shared/api'
import { may, type Session } from '../shared/session'
import { stateName } from '../shared/states'
import { t } from '../shared/words'
import type { Dag, DagRun } from '../shared/types'
import { match } from './match'
import type { Place } from './nav'

interface Found {
  id: string
  label: string
  kind: string
  open: () => void
}

const MOST = 6

/** One line to get anywhere: pages, DAGs, runs, and what can be done with a DAG. */
export default function Palette({ places, session, onClose }: { places: Place[]; session: Session | undefined; onClose: () => void }) {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), 150)
  const dags = useQuery({
    queryKey: ['dags', undefined, 'palette', asked],
    queryFn: ({ signal }) => get<{ dags: Dag[] }>('/api/v2/dags', { dag_display_name_pattern: asked || undefined, limit: MOST }, signal),
    placeholderData: keepPreviousData,
  })
  const runs = useQuery({
    queryKey: ['runs', undefined, 'palette', asked],
    queryFn: ({ signal }) => get<{ dag_runs: DagRun[] }>('/api/v2/dags/~/dagRuns', { run_id_pattern: asked, limit: MOST, order_by: '-run_after' }, signal),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  })
  const go = (to: string, params: Record<string, string> = {}, search: Record<string, string> = {}) => () => {
    onClose()
    void navigate({ to, params, search } as never)
  }
  // what was found for other letters is there until the answer comes
  const known = (dags.data?.dags ?? []).filter((dag) => match(dag.dag_display_name, text))
  const found: Found[] = [
    ...known.map((dag) => ({ id: `dag ${dag.dag_id}`, label: dag.dag_display_name, kind: t('DAG'), open: go('/dags/$dagId', { dagId: dag.dag_id }) })),
    ...places.filter((place) => match(place.label(), text)).map((place) => ({ id: place.to, label: place.label(), kind: t('Page'), open: go(place.to) })),
    ...(text
      ? known
          .filter((dag) => may(session, 'can_create', 'DAG Runs', dag.dag_id))
          .map((dag) => ({ id: `run ${dag.dag_id}`, label: t('Trigger {{dag}}', { dag: dag.dag_display_name }), kind: t('Action'), open: go('/dags/$dagId', { dagId: dag.dag_id }, { trigger: '1' }) }))
      : []),
    ...(asked.length > 1 ? (runs.data?.dag_runs ?? []) : []).map((run) => ({
      id: `${run.dag_id} ${run.dag_run_id}`,
      label: `${run.dag_id} / ${run.dag_run_id}`,
      kind: stateName(run.state),
      open: go('/dags/$dagId/runs/$runId', { dagId: run.dag_id, runId: run.dag_run_id }),
    })),
  ]
  const at = Math.min(chosen, found.length - 1)
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setChosen((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length))
    } else if (event.key === 'Enter') {
      found[at]?.open()
    }
  }

  return (
    <Modal opened onClose={onClose} withCloseButton={false} size="lg" padding="xs" aria-label={t('Find a page, a DAG or a run')}>
      <TextInput
        data-autofocus
        size="md"
        role="combobox"
        aria-expanded
        aria-controls="found"
        {...(found[at] ? { 'aria-activedescendant': `found-${at}` } : {})}
        aria-label={t('Find a page, a DAG or a run')}
        placeholder={t('Find a page, a DAG or a run')}
        value={text}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
      />
      <div id="found" role="listbox" aria-label={t('Found')} className="found">
        {found.map((one, index) => (
          <UnstyledButton key={one.id} id={`found-${index}`} role="option" aria-selected={index === at} tabIndex={-1} onMouseMove={() => setChosen(index)} onClick={one.open}>
            <span>{one.label}</span>
            <span className="dim">{one.kind}</span>
          </UnstyledButton>
        ))}
      </div>
      {found.length === 0 && (
        <Text p="sm" c="dimmed">
          {t('Nothing is like that.')}
        </Text>
      )}
    </Modal>
  )
}
