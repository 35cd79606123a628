import { expect, test } from '@playwright/test'
import { Api } from './server'

test('runs that failed, succeeded, and wait', async ({ request }) => {
  test.setTimeout(180_000)
  const api = await Api.open(request)
  await expect.poll(() => api.status('/dags/ui_tour'), { timeout: 90_000 }).toBe(200)
  for (const run of ['tour_1', 'tour_2', 'tour_3']) {
    expect(await api.run('ui_tour', run)).toBe('failed')
  }
  expect(await api.run('ui_tour', 'tour_ok', { fail: false, rows: 5 })).toBe('success')
  await api.begin('ui_choices', 'waits')
  await expect.poll(async () => (await api.get<{ total_entries: number }>('/dags/ui_consumer/dagRuns')).total_entries).toBeGreaterThan(0)
  await expect.poll(async () => (await api.get<{ total_entries: number }>('/importErrors')).total_entries).toBeGreaterThan(0)
})
