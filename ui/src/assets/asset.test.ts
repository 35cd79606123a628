import { expect, it } from 'vitest'
import { isNamed, type Asset } from './asset'

const none = { scheduled_dags: [], producing_tasks: [], consuming_tasks: [] } as unknown as Asset

it('is named by whatever makes it, reads it or waits for it', () =>
  expect([none, { ...none, scheduled_dags: [{ dag_id: 'd' }] }, { ...none, producing_tasks: [{ dag_id: 'd', task_id: 't' }] }, { ...none, consuming_tasks: [{ dag_id: 'd', task_id: 't' }] }].map(isNamed)).toEqual([false, true, true, true]))
