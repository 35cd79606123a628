import { useMutation, useQueryClient } from '@tanstack/react-query'
import { address, part, send } from '../shared/api'
import { dagsAddress } from '../shared/addresses'
import { Few } from '../shared/Few'
import { PlainLink } from '../shared/PlainLink'
import { may, type Session } from '../shared/session'
import type { DagWithRuns } from '../shared/types'
import { t } from '../shared/words'
import { pauseDag } from './pause'

/** The button that runs it now, for who may do that. */
export function Trigger({ dag, session, onTrigger }: { dag: DagWithRuns; session: Session | undefined; onTrigger: (dagId: string) => void }) {
  return (
    may(session, 'can_create', 'DAG Runs', dag.dag_id) && (
      <button type="button" className="small-button" onClick={() => onTrigger(dag.dag_id)} aria-label={t('Trigger {{dag}}', { dag: dag.dag_display_name })}>
        {t('Trigger')}
      </button>
    )
  )
}

/** How many of its tasks wait for somebody. */
export function OpenQuestions({ dag }: { dag: DagWithRuns }) {
  return (
    dag.open_questions > 0 && (
      <PlainLink href={address('/required_actions', { dag: dag.dag_id })} className="pill">
        {t('Open questions: {{number}}', { number: dag.open_questions })}
      </PlainLink>
    )
  )
}

/** The mark of the DAGs that somebody looks after. */
export function Star({ dag }: { dag: DagWithRuns }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: () => send('POST', `/api/v2/dags/${part(dag.dag_id)}/${dag.is_favorite ? 'unfavorite' : 'favorite'}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['dags'] }),
  })
  const isOn = change.isPending ? !dag.is_favorite : dag.is_favorite
  return (
    <button type="button" className={isOn ? 'plain-button star on' : 'plain-button star'} aria-pressed={isOn} aria-label={t('{{dag}} is a favourite', { dag: dag.dag_display_name })} onClick={() => change.mutate()}>
      {isOn ? '★' : '☆'}
    </button>
  )
}

export function Pause({ dag, mayPause }: { dag: DagWithRuns; mayPause: boolean }) {
  const client = useQueryClient()
  const pause = useMutation({
    mutationFn: (isPaused: boolean) => pauseDag(dag.dag_id, dag.dag_display_name, isPaused, () => client.invalidateQueries({ queryKey: ['dags'] })),
  })
  const isOn = pause.isPending ? !pause.variables : !dag.is_paused
  return (
    <input
      type="checkbox"
      role="switch"
      className={pause.error ? 'switch wrong' : 'switch'}
      aria-label={t('{{dag}} runs by itself', { dag: dag.dag_display_name })}
      title={pause.error ? pause.error.message : !mayPause ? t('You may not pause it') : isOn ? t('Runs by itself') : t('Paused')}
      checked={isOn}
      disabled={!mayPause}
      onChange={(event) => pause.mutate(!event.currentTarget.checked)}
    />
  )
}

/** Its tags, each leading to the DAGs that have it. */
export const Tags = ({ dag }: { dag: DagWithRuns }) => (
  <Few
    items={dag.tags}
    label={t('Tags')}
    keyOf={(tag) => tag.name}
    show={(tag) => (
      <PlainLink href={dagsAddress({ tag: tag.name })} className="plain-link tag">
        {tag.name}
      </PlainLink>
    )}
  />
)
