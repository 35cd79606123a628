import { createServer, connect, type Socket } from 'node:net'
import { logIn } from './server'
import { expect, test } from './test'

test('logs in by the form, and comes to where one wanted to go', async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage()
  await page.goto('/dags/ui_tour/runs')
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill('admin')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page).toHaveURL(/\/dags\/ui_tour\/runs$/)
  await expect(page.getByRole('heading', { level: 1, name: 'ui_tour' })).toBeVisible()
})

test('logs out', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'admin', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Log out…' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Log out' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
})

test('triggers a run with a conf, and sees it end without reloading', async ({ page, api }) => {
  const runId = `conf_${Date.now()}`
  await page.goto('/dags/ui_tour')
  await page.getByRole('button', { name: 'Run now' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('switch', { name: 'fail' }).setChecked(false)
  await form.getByLabel('rows').fill('7')
  await form.getByLabel('Run id').fill(runId)
  await form.getByRole('button', { name: 'Run it', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: runId })).toBeVisible()
  await expect(page.locator('.state').first()).toContainText('success', { timeout: 90_000 })
  expect((await api.get<{ conf: object }>(`/dags/ui_tour/dagRuns/${runId}`)).conf).toEqual({ day: 'mon', rows: 7, fail: false })
})

test('is told in the form that a run id is taken', async ({ page }) => {
  await page.goto('/dags/ui_tour?trigger=1')
  const form = page.getByRole('dialog')
  await form.getByLabel('Run id').fill('tour_1')
  await form.getByRole('button', { name: 'Run it', exact: true }).click()
  await expect(form.getByRole('alert')).toBeVisible()
  await expect(form.getByLabel('Run id')).toHaveValue('tour_1')
})

test('begins a new run with the conf of an old one', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_ok')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Make a new run like this one…' }).click()
  await expect(page.getByRole('dialog').getByLabel('rows')).toHaveValue('5')
})

test('pauses a DAG and lets it run again', async ({ page, api }) => {
  await page.goto('/dags')
  const own = page.getByRole('switch', { name: 'ui_slow runs by itself' })
  await expect(own).toBeChecked()
  await own.click({ force: true })
  await expect.poll(async () => (await api.get<{ is_paused: boolean }>('/dags/ui_slow')).is_paused).toBe(true)
  await own.click({ force: true })
  await expect.poll(async () => (await api.get<{ is_paused: boolean }>('/dags/ui_slow')).is_paused).toBe(false)
})

test('filters DAGs by name, tag and state, and can send the link', async ({ page }) => {
  await page.goto('/dags')
  await page.getByLabel('Find DAGs by name').fill('dail')
  await expect(page).toHaveURL(/q=dail/)
  await expect(page.getByRole('link', { name: 'ui_daily', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toHaveCount(0)
  await page.goto('/dags?tag=sales')
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'ui_daily', exact: true })).toHaveCount(0)
  await page.goto('/dags?state=paused')
  await expect(page.getByRole('link', { name: 'ui_choices', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toHaveCount(0)
})

test('finds the root error of a failed task first', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'tour_1', exact: true }).click()
  await page.getByRole('link', { name: 'square [item 3]' }).click()
  await expect(page.getByRole('alert').first()).toContainText('InvalidOperationException: The number 3 cannot be squared today')
})

test('is told why a task waits', async ({ page }) => {
  await page.goto('/dags/ui_choices/runs/waits')
  await page.getByRole('link', { name: 'count' }).click()
  await expect(page.getByRole('alert')).toContainText('Why it is no status')
})

test('clears a failed task after seeing what would run again', async ({ page, api }) => {
  const runId = `cleared_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/square/mapped/2`)
  await page.getByRole('button', { name: 'Run again…' }).click()
  const form = page.getByRole('dialog')
  await expect(form).toContainText('Run square and everything after it again in this run.')
  await expect(form).toContainText('Task instances that run again: 3')
  await expect(form).toContainText('report')
  await form.getByRole('button', { name: 'Run again' }).click()
  await expect(form).toHaveCount(0)
  await expect.poll(async () => (await api.get<{ try_number: number }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/square/2`)).try_number, { timeout: 90_000 }).toBe(2)
})

test('marks a run as success and as failed', async ({ page, api }) => {
  const runId = `marked_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}`)
  for (const state of ['success', 'failed']) {
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: `Mark as ${state}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: `Mark as ${state}` }).click()
    await expect(page.locator('.state').first()).toContainText(state)
  }
})

test('marks a task by a key', async ({ page, api }) => {
  const runId = `marked_task_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/report`)
  await expect(page.locator('.state').first()).toContainText('upstream failed')
  await page.keyboard.press('Shift+S')
  await expect(page.getByRole('dialog')).toContainText('Task instances that change: 1')
  await page.keyboard.press('Enter')
  await expect(page.locator('.state').first()).toContainText('success')
})

test('reads a long log: finds a line, links to it, and wraps', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/chatty')
  const log = page.getByRole('region', { name: 'Log' })
  await expect(log).toContainText('line 1 of five thousand')
  await page.keyboard.press('/')
  await page.keyboard.type('line 4321 of')
  await expect(log).toContainText('line 4321 of five thousand')
  await expect(log.locator('.line')).toHaveCount(1)
  await log.locator('.number').click()
  await expect(page).toHaveURL(/#L4324$/)
  await page.reload()
  await expect(log).toContainText('line 4321 of five thousand')
  await expect(log).not.toContainText('line 1 of five thousand')
})

test('sees a log grow while the task writes it', async ({ page, api }) => {
  const runId = `slow_${Date.now()}`
  await api.begin('ui_slow', runId)
  const task = `/dags/ui_slow/dagRuns/${runId}/taskInstances/sleep`
  await expect.poll(() => api.status(task)).toBe(200)
  await expect.poll(async () => (await api.get<{ state: string }>(task)).state).toBe('running')
  await page.goto(`/dags/ui_slow/runs/${runId}/tasks/sleep`)
  const log = page.getByRole('region', { name: 'Log' })
  await expect(log).toContainText('begun')
  await expect(page.getByText('live')).toBeVisible()
  await expect(log).toContainText('reached 42', { timeout: 90_000 })
  await expect(page.locator('.state').first()).toContainText('success')
})

test('sees the tries of a task', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/flaky?try_number=1')
  await expect(page.getByRole('region', { name: 'Log' })).toContainText('The service did not answer')
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/flaky/details')
  await expect(page.getByRole('heading', { name: 'Tries' })).toBeVisible()
  const facts = page.locator('.facts').first()
  await expect(facts).toContainText('success')
  await page.getByRole('radio', { name: 'Try 1' }).focus()
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/try_number=1/)
  await expect(facts).toContainText('failed')
  await page.getByRole('tab', { name: 'Log', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Log' })).toContainText('The service did not answer')
})

test('sees what a task left for others', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/extract')
  await page.getByRole('tab', { name: 'XComs' }).click()
  await expect(page.getByText('"file": "orders.csv"')).toBeVisible()
  await expect(page.getByText('42', { exact: true })).toBeVisible()
})

test('writes a note on a run', async ({ page }) => {
  const note = `Looked at ${Date.now()}`
  await page.goto('/dags/ui_tour/runs/tour_3')
  await page.getByRole('button', { name: /(Write a|Change the) note/ }).click()
  await page.getByLabel('Note').fill(note)
  await page.getByRole('button', { name: 'Save' }).click()
  // The text stands in the field as well: only when the field is gone has the server taken it.
  await expect(page.getByLabel('Note')).toHaveCount(0)
  await expect(page.getByText(note)).toBeVisible()
  await page.reload()
  await expect(page.getByText(note)).toBeVisible()
})

for (const [kind, one, fields, changed] of [
  ['variables', 'variable', { Key: `ui_key_${Date.now()}`, Value: 'first' }, ['Value', 'second']],
  ['connections', 'connection', { Id: `ui_conn_${Date.now()}`, Type: 'http', Host: 'first.example' }, ['Host', 'second.example']],
  ['pools', 'pool', { Name: `ui_pool_${Date.now()}`, Slots: '3' }, ['Slots', '7']],
] as const) {
  test(`makes, changes and deletes a ${one}`, async ({ page }) => {
    const [name = ''] = Object.values<string>(fields)
    await page.goto(`/${kind}`)
    await page.getByRole('button', { name: `New ${one}` }).click()
    const form = page.getByRole('dialog')
    for (const [label, value] of Object.entries(fields)) await form.getByLabel(new RegExp(`^${label}`)).fill(value)
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toHaveCount(0)
    const row = page.getByRole('row', { name: new RegExp(name) })
    await expect(row).toBeVisible()
    await page.getByRole('button', { name: `Change ${name}` }).click()
    await form.getByLabel(new RegExp(`^${changed[0]}`)).fill(changed[1])
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toHaveCount(0)
    await expect(row.getByText(changed[1], { exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: `Delete ${name}` }).click()
    await form.getByRole('button', { name: 'Delete' }).click()
    await expect(row).toHaveCount(0)
  })
}

test('finds a DAG by the palette, and triggers it', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find a page, a DAG or a run' }).fill('ui_tou')
  await expect(page.getByRole('option', { name: 'Trigger ui_tour' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/dags\/ui_tour$/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Mark as success')
})

test('goes from grid to graph and through the grid by keys', async ({ page }) => {
  await page.goto('/dags/ui_tour')
  const grid = page.locator('canvas')
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await expect(grid).toHaveAttribute('aria-label', /extract in .*success/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/tasks\/extract$/)
  await page.goto('/dags/ui_tour')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('g')
  await expect(page).toHaveURL(/\/graph$/)
  await expect(page.locator('.graph-node').filter({ hasText: 'square [4]' })).toBeVisible()
})

test('closes and opens the groups of the graph', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/graph')
  await expect(page.locator('.graph-node').filter({ hasText: 'no_doubles' })).toBeVisible()
  await page.getByRole('button', { name: 'Close all groups' }).click()
  await expect(page.locator('.graph-node').filter({ hasText: 'no_doubles' })).toHaveCount(0)
  await expect(page.locator('.graph-node').filter({ hasText: 'transform' })).toContainText('3 success')
})

test('opens the runs of a day from the calendar', async ({ page }) => {
  await page.goto('/dags/ui_daily/calendar')
  await expect(page.getByRole('img', { name: /planned/ }).first()).toBeVisible()
  await page.getByRole('link', { name: /1 success/ }).first().click()
  await expect(page).toHaveURL(/\/runs\?day=/)
  await expect(page.getByRole('link', { name: /^scheduled__/ })).toHaveCount(1)
})

test('makes a backfill after being told how many runs that are', async ({ page, api }) => {
  const hours = String(Math.floor(Date.now() / 1000) % 20).padStart(2, '0')
  await page.goto('/dags/ui_daily/backfills')
  await page.getByRole('button', { name: 'New backfill' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel(/^From/).fill(`2026-10-01T00:${hours}`)
  await form.getByLabel(/^Until/).fill('2026-10-03T12:00')
  await form.getByRole('combobox', { name: 'Runs that are there already' }).click()
  await page.getByRole('option', { name: 'run again', exact: true }).click()
  await expect(form).toContainText(/Runs that are made: [23]/)
  await form.getByRole('button', { name: 'Make them' }).click()
  await expect(form).toHaveCount(0)
  await expect(page.getByRole('cell', { name: '2026-10-03 12:00:00' }).first()).toBeVisible()
  await expect.poll(async () => (await api.get<{ total_entries: number }>('/dags/ui_daily/dagRuns?run_type=backfill')).total_entries).toBeGreaterThan(1)
})

test('makes a token, and ends it', async ({ page, request }) => {
  await page.goto('/profile')
  await page.getByRole('button', { name: 'New token' }).click()
  const form = page.getByRole('dialog')
  const name = `for a script ${Date.now()}`
  await form.getByLabel('Name').fill(name)
  await form.getByRole('button', { name: 'Make it' }).click()
  const token = await form.getByText(/^airflow_pat_/).innerText()
  expect((await request.get('/api/v2/dags', { headers: { Authorization: `Bearer ${token}` } })).status()).toBe(200)
  await form.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('button', { name: `End it: ${name}` }).click()
  await expect(page.getByText(name)).toHaveCount(0)
  expect((await request.get('/api/v2/dags', { headers: { Authorization: `Bearer ${token}` } })).status()).toBeGreaterThanOrEqual(401)
})

test('chooses another time zone and language', async ({ page }) => {
  await page.goto('/jobs')
  const utc = await page.getByRole('cell', { name: /^\d{4}-\d\d-\d\d/ }).first().innerText()
  await page.getByRole('button', { name: 'Time zone: UTC' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Time zone' }).fill('Asia/Tokyo')
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click()
  await page.getByRole('button', { name: 'Use it' }).click()
  await expect(page.getByRole('button', { name: 'Time zone: Asia/Tokyo' })).toBeVisible()
  await expect(page.getByRole('cell', { name: /^\d{4}-\d\d-\d\d/ }).first()).not.toHaveText(utc)
})

test('a link of Airflow leads to the task instance', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/square/mapped/0?try_number=1')
  await expect(page.getByRole('heading', { level: 1, name: 'square [item 1]' })).toBeVisible()
})

test('two windows show the same change', async ({ page, context, api }) => {
  const runId = `windows_${Date.now()}`
  await api.run('ui_tour', runId)
  const other = await context.newPage()
  await Promise.all([page.goto(`/dags/ui_tour/runs/${runId}`), other.goto(`/dags/ui_tour/runs/${runId}`)])
  await expect(other.locator('.state').first()).toContainText('failed')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Mark as success' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as success' }).click()
  await expect(other.locator('.state').first()).toContainText('success')
})

test('an idle window asks nothing', async ({ page }) => {
  await page.goto('/dags/ui_daily')
  await expect(page.locator('canvas')).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.waitForTimeout(5_000)
  expect(asked).toEqual([])
})

test('who may only look sees no button that would be refused', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  await logIn(context, baseURL ?? '', 'viewer')
  const page = await context.newPage()
  await page.goto('/dags/ui_tour/runs/tour_1')
  await expect(page.getByRole('heading', { level: 1, name: 'tour_1' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run again…' })).toHaveCount(0)
  await page.goto('/dags')
  await expect(page.getByRole('switch', { name: 'ui_tour runs by itself' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Trigger ui_tour' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Variables' })).toHaveCount(0)
  await page.goto('/variables')
  await expect(page.getByRole('alert')).toContainText('You may not do this')
})

test('who is logged out comes to the login, and back', async ({ page, context }) => {
  await page.goto('/dags')
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toBeVisible()
  await context.clearCookies()
  await page.getByRole('link', { name: 'ui_tour', exact: true }).click()
  await expect(page).toHaveURL(/\/auth\/login\?next=/)
})

test('says what is not there', async ({ page }) => {
  await page.goto('/dags/no_such_dag')
  await expect(page.getByRole('alert')).toContainText('This is not there')
  await page.goto('/dags/ui_tour/runs/no_such_run')
  await expect(page.getByRole('alert')).toContainText('no_such_run')
})

test('an error of the server is said, and can be tried again', async ({ page }) => {
  await page.route('**/ui/home?*', (route) => route.fulfill({ status: 500, json: { detail: 'Internal Server Error' } }))
  await page.goto('/')
  await expect(page.getByRole('alert').first()).toContainText('That did not work', { timeout: 90_000 })
  await page.unroute('**/ui/home?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('How everything is')).toBeVisible()
  await expect(page.getByRole('link', { name: 'tour_1', exact: true })).toBeVisible()
})

test('an API that cannot be reached leaves no white page', async ({ page }) => {
  await page.route(/\/(api|ui)\/(?!.*assets)/, (route) => (/\.(js|css)$/.test(new URL(route.request().url()).pathname) ? route.continue() : route.abort()))
  await page.goto('/dags')
  await expect(page.getByRole('alert').first()).toContainText('The server cannot be reached', { timeout: 90_000 })
  await expect(page.getByRole('status')).toContainText('Not connected')
})

test('a slow network shows the shape of the page first', async ({ page }) => {
  await page.route('**/ui/dags?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    await route.continue()
  })
  await page.goto('/dags')
  await expect(page.getByRole('heading', { level: 1, name: 'DAGs' })).toBeVisible()
  await expect(page.locator('.mantine-Skeleton-root').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toBeVisible()
})

test('goes on by itself when the server comes back', async ({ browser, baseURL, api }) => {
  const target = new URL(baseURL ?? '')
  const sockets = new Set<Socket>()
  const proxy = createServer((from) => {
    const to = connect(Number(target.port), target.hostname)
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => (from.destroy(), to.destroy(), sockets.delete(socket)))
    }
    from.pipe(to).pipe(from)
  })
  const listen = (port: number) => new Promise<number>((resolve) => proxy.listen(port, '127.0.0.1', () => resolve((proxy.address() as { port: number }).port)))
  const port = await listen(0)
  const url = `http://127.0.0.1:${port}`
  const context = await browser.newContext({ baseURL: url })
  await logIn(context, url)
  const page = await context.newPage()
  const runId = `outage_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}`)
  await expect(page.locator('.state').first()).toContainText('failed')

  await new Promise<void>((resolve) => {
    proxy.close(() => resolve())
    sockets.forEach((socket) => socket.destroy())
  })
  await expect(page.getByRole('status')).toContainText('Not connected')
  await expect(page.locator('.state').first()).toContainText('failed')
  await api.send('PATCH', `/dags/ui_tour/dagRuns/${runId}`, { state: 'success' })

  await listen(port)
  await expect(page.getByRole('status')).toHaveCount(0, { timeout: 90_000 })
  await expect(page.locator('.state').first()).toContainText('success')
  await context.close()
  proxy.close()
})
