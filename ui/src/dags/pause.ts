import { part, send } from '../shared/api'
import { tell } from '../shared/notices'
import { t } from '../shared/words'

const set = (dagId: string, isPaused: boolean) => send('PATCH', `/api/v2/dags/${part(dagId)}`, { is_paused: isPaused })

/** Pauses a DAG, or lets it run by itself; `after` is what is done then, and when that is taken back. */
export async function pauseDag(dagId: string, name: string, isPaused: boolean, after: () => Promise<unknown>): Promise<void> {
  await set(dagId, isPaused)
  tell(isPaused ? t('{{dag}} is paused.', { dag: name }) : t('{{dag}} runs by itself.', { dag: name }), () => set(dagId, !isPaused).then(after))
  await after()
}
