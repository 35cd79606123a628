import { barriers } from './barriers'
import { expect, test } from './test'

const dialog = 'dialog'

test('pauses several DAGs at once, and takes it back', async ({ page, api }) => {
  const paused = async () => Promise.all(['ui_slow', 'ui_consumer'].map(async (dag) => (await api.get<{ is_paused: boolean }>(`/dags/${dag}`)).is_paused))
  await page.goto('/dags')
  for (const dag of ['ui_slow', 'ui_consumer']) await page.getByRole('checkbox', { name: `Choose ${dag}` }).check()
  const bar = page.getByRole('region', { name: 'What is chosen' })
  await expect(bar).toContainText('Chosen: 2')
  await bar.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(paused).toEqual([true, true])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(paused).toEqual([false, false])
})

test('marks a DAG as a favourite, and finds it by that', async ({ page }) => {
  await page.goto('/dags')
  const star = page.getByRole('button', { name: 'ui_daily is a favourite' })
  if ((await star.getAttribute('aria-pressed')) === 'false') await Promise.all([page.waitForResponse(/\/favorite$/), star.click()])
  await expect(star).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/dags?state=favorite')
  await expect(page.getByRole('link', { name: 'ui_daily', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'ui_daily is a favourite' }).click()
  await expect(page.getByRole('link', { name: 'ui_daily', exact: true })).toHaveCount(0)
})

test('clears, marks and deletes several runs', async ({ page, api }) => {
  const runs = [`bulk_a_${Date.now()}`, `bulk_b_${Date.now()}`]
  for (const run of runs) await api.run('ui_tour', run)
  await page.goto('/dags/ui_tour/runs?run=bulk_')
  for (const run of runs) await page.getByRole('checkbox', { name: `Choose ${run}` }).check()
  const bar = page.getByRole('region', { name: 'What is chosen' })
  await bar.getByRole('button', { name: 'Run again…' }).click()
  // square [2], load and report of each
  await expect(page.getByRole(dialog)).toContainText('Task instances that run again: 6')
  await page.getByRole(dialog).getByRole('button', { name: 'Run again' }).click()
  await expect(page.getByRole(dialog)).toHaveCount(0)
  for (const run of runs) {
    await expect.poll(async () => (await api.get<{ try_number: number }>(`/dags/ui_tour/dagRuns/${run}/taskInstances/square/2`)).try_number, { timeout: 90_000 }).toBe(2)
    await expect.poll(() => api.stateOf('ui_tour', run), { timeout: 90_000 }).toBe('failed')
  }

  for (const run of runs) await page.getByRole('checkbox', { name: `Choose ${run}` }).check()
  await bar.getByRole('button', { name: 'Mark as success' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Mark as success' }).click()
  for (const run of runs) await expect.poll(() => api.stateOf('ui_tour', run)).toBe('success')

  for (const run of runs) await page.getByRole('checkbox', { name: `Choose ${run}` }).check()
  await bar.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Delete' }).click()
  for (const run of runs) await expect.poll(() => api.status(`/dags/ui_tour/dagRuns/${run}`)).toBe(404)
})

test('marks a task after seeing what else that touches, and takes it back', async ({ page, api }) => {
  const runId = `scope_${Date.now()}`
  await api.run('ui_tour', runId, { fail: false })
  const stateOf = async (task: string) => (await api.get<{ state: string }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/${task}`)).state
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/load`)
  await page.getByRole('button', { name: 'Mark as' }).click()
  await page.getByRole('menuitem', { name: 'Failed' }).click()
  const form = page.getByRole(dialog)
  await expect(form).toContainText('Task instances that change: 1')
  await form.getByRole('checkbox', { name: 'what comes after it' }).check()
  await expect(form).toContainText('Task instances that change: 2')
  await expect(form).toContainText('report')
  await form.getByRole('button', { name: 'Mark as failed' }).click()
  await expect.poll(() => Promise.all([stateOf('load'), stateOf('report')])).toEqual(['failed', 'failed'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => Promise.all([stateOf('load'), stateOf('report')])).toEqual(['success', 'success'])
})

test('offers no way back where there is none', async ({ page, api }) => {
  const runId = `noway_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/square/mapped/2`)
  await expect(page.locator('.state').first()).toContainText('failed')
  await page.keyboard.press('Shift+S')
  // what was not run for want of it is decided anew: that cannot be taken back
  await expect(page.getByRole(dialog)).toContainText('runs again')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'What was done' })).toContainText('Done: 1')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
})

test('chooses cells of the grid by dragging and by keys, and has them run again', async ({ page, api }) => {
  const runId = `dragged_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto('/dags/ui_tour?limit=10')
  const grid = page.locator('canvas')
  const box = await grid.boundingBox()
  if (!box) throw new Error('no grid')
  // the last column is the newest run; extract, flaky and nothing_new are the first rows
  await page.mouse.move(box.x + box.width - 10, box.y + 12)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 10, box.y + 36)
  await page.mouse.move(box.x + box.width - 10, box.y + 60)
  await page.mouse.up()
  const bar = page.getByRole('region', { name: 'What is chosen' })
  await expect(bar).toContainText('Chosen: 3')
  await bar.getByRole('button', { name: 'Choose none' }).click()
  await expect(bar).toHaveCount(0)

  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar).toContainText('Chosen: 2')
  await bar.getByRole('button', { name: 'Run again…' }).click()
  await page.getByRole(dialog).getByRole('checkbox', { name: 'what comes after it' }).uncheck()
  await expect(page.getByRole(dialog)).toContainText('Task instances that run again: 2')
  await page.getByRole(dialog).getByRole('button', { name: 'Run again' }).click()
  await expect.poll(async () => (await api.get<{ try_number: number }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/extract`)).try_number, { timeout: 90_000 }).toBe(2)
})

test('somebody who may only read is offered nothing to choose', async ({ browser, baseURL }) => {
  const { logIn } = await import('./server')
  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  await logIn(context, baseURL ?? '', 'viewer')
  const page = await context.newPage()
  await page.goto('/dag_runs')
  await expect(page.getByRole('link', { name: 'tour_1', exact: true })).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await context.close()
})

test('says of a run what would run again, in the order one likes, and with which version', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_2')
  await page.getByRole('button', { name: 'Run again…' }).click()
  const form = page.getByRole('dialog')
  await expect(form).toContainText('Run all tasks again in this run, where it failed.')
  await expect(form.getByRole('switch', { name: 'with the newest version of the DAG' })).not.toBeChecked()
  await form.getByText('all that is there').click()
  await expect(form).toContainText('Run all tasks again in this run.')
  await expect(form).toContainText(/Task instances that run again: 1\d/)
  const first = form.getByRole('row').nth(1)
  await form.getByRole('columnheader', { name: 'Task' }).getByRole('button').click()
  await expect(first).toContainText('chatty')
  await form.getByRole('columnheader', { name: 'State' }).getByRole('button').click()
  await expect(first).toContainText('failed')
  expect(await barriers(page)).toEqual([])
  await form.getByText('what is new in the DAG').click()
  await expect(form).toContainText('The run has all tasks of the newest version.')
  await expect(form.getByRole('switch')).toHaveCount(0)
})

test('tells of an asset that it changed, with a partition, and has it made by its DAG', async ({ page, api }) => {
  const key = `p${Date.now()}`
  await page.goto('/assets')
  await page.getByRole('button', { name: 'New event of tour_orders' }).click()
  const form = page.getByRole('dialog')
  await form.getByText('Tell that it changed').click()
  await form.getByLabel('Partition key').fill(key)
  await form.getByRole('textbox', { name: 'More about it (JSON)' }).fill('{"rows": 3}')
  expect(await barriers(page)).toEqual([])
  await form.getByRole('button', { name: 'Tell it' }).click()
  await expect(form).toHaveCount(0)
  const { asset_events: events } = await api.get<{ asset_events: { partition_key: string | null; extra: object }[] }>('/assets/events?order_by=-timestamp&limit=1')
  expect(events[0]).toMatchObject({ partition_key: key, extra: { rows: 3, from_rest_api: true } })
  await page.getByRole('link', { name: 'tour_orders', exact: true }).click()
  await page.getByRole('button', { name: 'Have it made…' }).click()
  await form.getByRole('button', { name: 'Run it' }).click()
  await expect(page).toHaveURL(/\/dags\/ui_tour\/runs\/asset_materialization/)
})

test('chooses between a run and a backfill where one triggers', async ({ page }) => {
  await page.goto('/dags/ui_tour?trigger=1')
  const form = page.getByRole('dialog')
  await expect(form.getByRole('radio', { name: 'Backfill' })).toBeDisabled()
  await expect(form).toContainText('Its schedule has no past runs to make')
  await page.goto('/dags/ui_daily?trigger=1')
  await form.getByText('Backfill', { exact: true }).click()
  await form.getByLabel(/^From/).fill('2026-09-01T00:00')
  await form.getByLabel(/^Until/).fill('2026-09-02T12:00')
  await expect(form).toContainText(/Runs that are made: [12]/)
})

test('sees in the overview which assets a DAG made, the newest or the oldest first', async ({ page }) => {
  await page.goto('/dags/ui_tour/overview')
  const card = page.locator('.mantine-Card-root').filter({ hasText: 'Assets that were made' })
  await expect(card.getByRole('link', { name: 'tour_orders' }).first()).toBeVisible()
  const answer = page.waitForResponse(/oldest_events_first=true/)
  await card.getByText('Oldest first').click()
  expect((await answer).status()).toBe(200)
})

test('comes to the filters of a list by keys', async ({ page }) => {
  await page.goto('/dag_runs')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('ui_tour')
  await expect(page).toHaveURL(/dag=ui_tour/)
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('f')
  await expect(page.getByRole('menuitem').first()).toBeVisible()
})

test('makes a token of the moment, which is good for the REST API', async ({ page, request }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'admin', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Token of the moment…' }).click()
  const form = page.getByRole('dialog')
  await form.getByText('Command line').click()
  await form.getByRole('button', { name: 'Make it' }).click()
  const token = await form.getByText(/^eyJ/).innerText()
  await expect(form).toContainText(/It ends in/)
  expect(await barriers(page)).toEqual([])
  expect((await request.get('/api/v2/dags', { headers: { Authorization: `Bearer ${token}` } })).status()).toBe(200)
})
