import { barriers } from './barriers'
import { expect, test } from './test'

const dialog = 'dialog'

test.beforeAll(async ({ request }) => {
  const { Api } = await import('./server')
  const api = await Api.open(request)
  await api.run('ui_tour', 'tour_1')
  await api.run('ui_tour', 'tour_ok', { fail: false, rows: 5 })
})

test('shows in the graph what hangs together with one task, and what is around the DAG', async ({ page }) => {
  await page.goto('/dags/ui_tour/graph')
  const node = (name: string) => page.locator('.graph-node').filter({ hasText: name })
  await expect(node('chatty')).toBeVisible()
  await page.getByRole('button', { name: 'Around a task' }).click()
  await page.getByRole('combobox', { name: 'Task' }).fill('load')
  await page.getByRole('option', { name: 'load', exact: true }).click()
  await expect(node('chatty')).toHaveCount(0)
  await expect(page).toHaveURL(/root=load&include_upstream=true&include_downstream=true/)
  await page.getByText('before it', { exact: true }).click()
  await expect(node('report')).toHaveCount(0)
  await page.getByLabel('So many steps').fill('1')
  await expect(node('extract')).toHaveCount(0)
  await expect(node('square')).toBeVisible()
  // the same link shows the same in the grid
  await page.goto('/dags/ui_tour?root=load&include_upstream=true&depth=1')
  const names = page.locator('.grid-name')
  await expect(names).toHaveText([/flaky/, /square/, /load/])

  await page.goto('/dags/ui_consumer/graph')
  await expect(node('consume')).toBeVisible()
  await page.getByRole('combobox', { name: 'What is around it' }).click()
  await page.getByRole('option', { name: 'with what is around it' }).click()
  await expect(page.locator('.graph').getByRole('link', { name: /tour_orders/ })).toBeVisible()
  expect(await barriers(page)).toEqual([])
  await page.getByRole('combobox', { name: 'What is around it' }).click()
  await page.getByRole('option', { name: 'All dependent DAGs' }).click()
  await expect(page.locator('.graph').getByRole('link', { name: /ui_tour/ })).toBeVisible()
})

test('turns the graph in four directions, fades what is not looked for, and goes through it by keys', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/graph')
  const at = async (name: string) => (await page.locator(`[data-box="${name}"]`).boundingBox()) ?? { x: 0, y: 0 }
  const turn = async (name: string) => {
    await page.getByRole('combobox', { name: 'Direction' }).click()
    await page.getByRole('option', { name }).click()
  }
  await expect.poll(async () => (await at('extract')).x < (await at('load')).x).toBe(true)
  await turn('To the left')
  await expect.poll(async () => (await at('extract')).x > (await at('load')).x).toBe(true)
  await turn('Downwards')
  await expect.poll(async () => (await at('extract')).y < (await at('load')).y).toBe(true)
  await turn('Upwards')
  await expect.poll(async () => (await at('extract')).y > (await at('load')).y).toBe(true)
  await turn('To the right')

  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'State', exact: true }).fill('upstream')
  await page.getByRole('option', { name: 'upstream failed' }).click()
  await expect(page).toHaveURL(/task_state=upstream_failed/)
  await expect(page.locator('[data-box="extract"] .faded')).toBeVisible()
  await expect(page.locator('[data-box="load"] .faded')).toHaveCount(0)
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.keyboard.press('Escape')

  await page.locator('[data-box="extract"] button').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('[data-box="extract"] button')).not.toBeFocused()
  await page.locator('[data-box="load"] button').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'load' })).toBeVisible()
  await expect(page).toHaveURL(/at_run=tour_1&at_task=load/)
  await expect(page.locator('[data-box="load"] .chosen-thing')).toBeVisible()
})

test('opens what is clicked beside the grid, and keeps how the room is shared', async ({ page }, info) => {
  await page.goto('/dags/ui_tour')
  const grid = page.locator('canvas')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  const beside = page.getByRole('complementary')
  await expect(beside.getByRole('heading', { name: 'extract' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  await page.screenshot({ path: info.outputPath('beside.png') })
  expect(await barriers(page)).toEqual([])
  const bar = page.getByRole('separator')
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  await expect(bar).toHaveAttribute('aria-valuenow', '55')
  await beside.getByRole('tab', { name: 'XComs' }).click()
  await expect(beside.getByText('"file": "orders.csv"')).toBeVisible()
  await page.reload()
  await expect(beside.getByText('"file": "orders.csv"')).toBeVisible()
  await expect(page.getByRole('separator')).toHaveAttribute('aria-valuenow', '55')
  await beside.getByRole('button', { name: 'Close' }).click()
  await expect(beside).toHaveCount(0)

  // a run opens by its bar; a group is closed by the space bar
  await page.getByRole('link', { name: /^tour_ok: / }).click()
  await expect(beside.getByRole('heading', { name: 'tour_ok' })).toBeVisible()
  await beside.getByRole('button', { name: 'Close' }).click()
  await expect(page.locator('.grid-name').filter({ hasText: 'clean' })).toBeVisible()
  await grid.focus()
  for (let row = 0; row < 4; row++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await expect(page.locator('.grid-name').filter({ hasText: 'clean' })).toHaveCount(0)

  await page.getByRole('switch', { name: 'Open beside' }).uncheck({ force: true })
  await page.getByRole('link', { name: /^tour_ok: / }).click()
  await expect(page).toHaveURL(/\/runs\/tour_ok$/)
})

test('steers single lines: a note on a run, a mark on a task', async ({ page, api }) => {
  const runId = `line_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs?run=${runId}`)
  await page.getByRole('button', { name: `What to do with ${runId}` }).click()
  await page.getByRole('menuitem', { name: 'Note…' }).click()
  await page.getByRole(dialog).getByLabel('Note').fill('looked at')
  await page.getByRole(dialog).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('cell', { name: 'looked at' })).toBeVisible()

  await page.goto(`/dags/ui_tour/runs/${runId}`)
  await page.getByRole('button', { name: 'What to do with report', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Mark as success' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Mark as success' }).click()
  await expect.poll(async () => (await api.get<{ state: string }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/report`)).state).toBe('success')
  expect(await barriers(page)).toEqual([])
})

test('leaves single tasks out of a clear', async ({ page, api }) => {
  const runId = `spared_${Date.now()}`
  await api.run('ui_tour', runId, { fail: false })
  const tries = (task: string) => async () => (await api.get<{ try_number: number }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/${task}`)).try_number
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/load`)
  await expect(page.getByRole('button', { name: 'Run again…' })).toBeVisible()
  await page.keyboard.press('Shift+C')
  const form = page.getByRole(dialog)
  await expect(form).toContainText('Task instances that run again: 2')
  await form.getByRole('checkbox', { name: 'load too' }).uncheck()
  await expect(form).toContainText('Task instances that run again: 1')
  await form.getByRole('button', { name: 'Run again' }).click()
  await expect.poll(tries('report'), { timeout: 90_000 }).toBe(2)
  expect(await tries('load')()).toBe(1)
})

test('steers a group and a mapped task as one', async ({ page, api }) => {
  const runId = `group_${Date.now()}`
  await api.run('ui_tour', runId, { fail: false })
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/square/mapped`)
  await page.getByRole('button', { name: 'Run all of them again…' }).click()
  await page.getByRole(dialog).getByRole('checkbox', { name: 'what comes after it' }).uncheck()
  await expect(page.getByRole(dialog)).toContainText('Task instances that run again: 4')
  await page.getByRole(dialog).getByRole('button', { name: 'Run again' }).click()
  await expect.poll(async () => (await api.get<{ try_number: number }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/square/3`)).try_number, { timeout: 90_000 }).toBe(2)

  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/group/transform`)
  await page.getByRole('button', { name: 'Mark the group as' }).click()
  await page.getByRole('menuitem', { name: 'Skipped' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Mark as skipped' }).click()
  for (const task of ['transform.clean', 'transform.checks.not_empty']) {
    await expect.poll(async () => (await api.get<{ state: string }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/${task}`)).state).toBe('skipped')
  }
  await page.getByRole('link', { name: 'in all runs' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'transform' })).toBeVisible()
  expect(await barriers(page)).toEqual([])
})

test('shows DAGs as cards, and finds them by owner and by what some run was', async ({ page }, info) => {
  await page.goto('/dags?owner=tour_owner')
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'ui_daily', exact: true })).toHaveCount(0)
  expect(await barriers(page)).toEqual([])
  await page.getByRole('button', { name: 'Owner: tour_owner' }).click()
  await expect(page.getByRole('link', { name: 'ui_daily', exact: true })).toBeVisible()
  await page.getByText('Cards', { exact: true }).click()
  await expect(page.locator('.dag-cards > li').filter({ hasText: 'ui_tour' })).toContainText('Something of everything')
  await page.screenshot({ path: info.outputPath('cards.png') })
  expect(await barriers(page)).toEqual([])
  await page.goto('/dags?any=failed')
  await expect(page.locator('.dag-cards > li')).toHaveCount(1)
  await page.goto('/dags?state=questions&owner=tour_owner')
  await expect(page.getByText('No DAG is like that.')).toBeVisible()
})

test('tells in numbers on the first page what there is', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'In numbers' }).getByRole('link', { name: /^Active DAGs: / }).click()
  await expect(page).toHaveURL(/\/dags\?state=active/)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: /Assets that were made/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'tour_orders' }).first()).toBeVisible()
})

test('reads the end of a failed log in the overview, and the code in colours', async ({ page }) => {
  await page.goto('/dags/ui_tour/overview')
  await page.getByRole('button', { name: /^Show the log: square \[2\] / }).first().click()
  await expect(page.getByLabel('The end of the log of square [2]').first()).toContainText('The number 3 cannot be squared today')
  expect(await barriers(page)).toEqual([])
  await page.goto('/dags/ui_tour/code')
  await expect(page.locator('.code-word').first()).toBeVisible()
  await page.getByLabel('Find in the code').fill('chatty')
  await expect(page.locator('pre mark').first()).toHaveText('chatty')
  await page.getByLabel('Find in the code').press('Enter')
  await expect(page.getByText(/^2 of \d+$/)).toBeVisible()
  expect(await barriers(page)).toEqual([])
})

test('changes a conf as JSON or by its fields', async ({ page }) => {
  await page.goto('/dags/ui_tour?trigger=1')
  const form = page.getByRole('dialog')
  const json = form.getByLabel('Configuration (JSON)')
  await expect(json).toHaveValue(/"rows": 3/)
  await form.getByLabel('rows').fill('7')
  await expect(json).toHaveValue(/"rows": 7/)
  await json.fill('{"day": "tue", "rows": 4, "fail": false, "more": 1}')
  await expect(form.getByLabel('rows')).toHaveValue('4')
  await json.fill('{"rows"')
  await expect(form.getByRole('button', { name: 'Run it', exact: true })).toBeDisabled()
})
