import { dagAddress } from '../shared/addresses'
import { Tick, type Chosen } from '../shared/chosen'
import { PlainLink } from '../shared/PlainLink'
import type { Session } from '../shared/session'
import { StateMark } from '../shared/StateMark'
import { Time } from '../shared/Time'
import type { DagWithRuns } from '../shared/types'
import { t } from '../shared/words'
import { OpenQuestions, Pause, Star, Tags, Trigger } from './DagParts'
import { may } from '../shared/session'
import { RunBars } from './RunBars'

interface Props {
  dags: DagWithRuns[]
  session: Session | undefined
  onTrigger: (dagId: string) => void
  chosen: Chosen<DagWithRuns>
}

/** DAGs as cards: what a line says, with room. */
export function DagCards({ dags, session, onTrigger, chosen }: Props) {
  return (
    <ul className="dag-cards">
      {dags.map((dag) => {
        const [last] = dag.latest_dag_runs
        return (
          <li key={dag.dag_id} className={chosen.items.has(dag.dag_id) ? 'chosen-line' : undefined}>
            <div className="card-line">
              <Tick label={t('Choose {{name}}', { name: dag.dag_display_name })} isOn={chosen.items.has(dag.dag_id)} onChange={(isOn) => chosen.set([[dag.dag_id, dag]], isOn)} />
              <span className="card-name">
                <Star dag={dag} />
                <PlainLink href={dagAddress(dag.dag_id)} className="plain-link name">
                  {dag.dag_display_name}
                </PlainLink>
              </span>
              <Pause dag={dag} mayPause={may(session, 'can_edit', 'DAGs', dag.dag_id)} />
              <Trigger dag={dag} session={session} onTrigger={onTrigger} />
            </div>
            {dag.description && <div className="card-words">{dag.description}</div>}
            <div>
              <Tags dag={dag} />
              <OpenQuestions dag={dag} />
            </div>
            <dl className="card-facts">
              <div>
                <dt>{t('Schedule')}</dt>
                <dd title={dag.timetable_description ?? ''}>{dag.timetable_summary ?? '–'}</dd>
              </div>
              <div>
                <dt>{t('Last run')}</dt>
                <dd>
                  {last ? (
                    <>
                      <StateMark state={last.state} /> <Time at={last.run_after} />
                    </>
                  ) : (
                    '–'
                  )}
                </dd>
              </div>
              <div>
                <dt>{t('Next run')}</dt>
                <dd>{dag.next_dagrun_run_after && !dag.is_paused ? <Time at={dag.next_dagrun_run_after} /> : '–'}</dd>
              </div>
            </dl>
            <RunBars runs={dag.latest_dag_runs} />
          </li>
        )
      })}
    </ul>
  )
}
