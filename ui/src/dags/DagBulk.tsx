import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SteerModal } from '../runs/SteerModal'
import { said } from '../runs/steer'
import { part, send } from '../shared/api'
import { each, type Outcome } from '../shared/each'
import { complain, tell } from '../shared/notices'
import { may, useSession } from '../shared/session'
import type { DagWithRuns } from '../shared/types'
import { t } from '../shared/words'

const change = (dag: DagWithRuns, body: object) => send('PATCH', `/api/v2/dags/${part(dag.dag_id)}`, body)
const mark = (dag: DagWithRuns, isFavorite: boolean) => send('POST', `/api/v2/dags/${part(dag.dag_id)}/${isFavorite ? 'favorite' : 'unfavorite'}`)

/** What can be done with many DAGs at once. */
export function DagBulk({ dags, onDone }: { dags: DagWithRuns[]; onDone: () => void }) {
  const session = useSession().data
  const client = useQueryClient()
  const [isDeleting, setDeleting] = useState(false)
  const again = () => client.invalidateQueries({ queryKey: ['dags'] })
  const go = useMutation({
    mutationFn: async ({ of, act, back }: { of: DagWithRuns[]; act: (dag: DagWithRuns) => Promise<unknown>; back: (dag: DagWithRuns) => Promise<unknown> }): Promise<Outcome> => {
      const outcome = await each(of, (dag) => dag.dag_id, act)
      tell(said(outcome), () => each(of, (dag) => dag.dag_id, back).then(again))
      if (outcome.refused.length > 0) complain(outcome.refused.slice(0, 5).join('\n'))
      return outcome
    },
    onSettled: again,
  })
  const can = (action: 'can_edit' | 'can_delete') => dags.every((dag) => may(session, action, 'DAGs', dag.dag_id))
  const button = (label: string, of: DagWithRuns[], isAllowed: boolean, act: (dag: DagWithRuns) => Promise<unknown>, back: (dag: DagWithRuns) => Promise<unknown>, isSo: string) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={!isAllowed || of.length === 0}
      title={!isAllowed ? t('You may not do this with all that is chosen') : of.length === 0 ? isSo : ''}
      loading={go.isPending}
      onClick={() => go.mutate({ of, act, back })}
    >
      {label}
    </Button>
  )
  const pause = (isPaused: boolean) => (dag: DagWithRuns) => change(dag, { is_paused: isPaused })
  const star = (isFavorite: boolean) => (dag: DagWithRuns) => mark(dag, isFavorite)
  const isSo = t('All that is chosen is so already')
  return (
    <>
      {button(t('Pause'), dags.filter((dag) => !dag.is_paused), can('can_edit'), pause(true), pause(false), isSo)}
      {button(t('Let run by itself'), dags.filter((dag) => dag.is_paused), can('can_edit'), pause(false), pause(true), isSo)}
      {button(t('Make favourites'), dags.filter((dag) => !dag.is_favorite), true, star(true), star(false), isSo)}
      {button(t('No favourites any more'), dags.filter((dag) => dag.is_favorite), true, star(false), star(true), isSo)}
      <Button size="compact-sm" variant="default" c="red" disabled={!can('can_delete')} title={can('can_delete') ? '' : t('You may not do this with all that is chosen')} onClick={() => setDeleting(true)}>
        {t('Delete…')}
      </Button>
      {isDeleting && (
        <SteerModal
          title={t('Delete {{number}} DAGs?', { number: dags.length })}
          sentence={t('All its runs, their task instances and XComs are deleted for ever. The file stays: while it is there, the DAG comes back without its past.')}
          verb={t('Delete')}
          scope={null}
          isDangerous
          apply={() => each(dags, (dag) => dag.dag_id, (dag) => send('DELETE', `/api/v2/dags/${part(dag.dag_id)}`))}
          onDone={onDone}
          onClose={() => setDeleting(false)}
        >
          <Text size="sm" className="wrap">
            {dags.map((dag) => dag.dag_id).join(', ')}
          </Text>
        </SteerModal>
      )}
    </>
  )
}
