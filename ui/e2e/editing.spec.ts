import { expect, test } from './test'

const dialog = 'dialog'

test('adds, changes and deletes an XCom', async ({ page, api }) => {
  const runId = `xcoms_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/extract/xcom`)
  await page.getByRole('button', { name: 'New XCom' }).click()
  await page.getByRole(dialog).getByLabel('Key').fill('by_hand')
  await page.getByRole(dialog).getByLabel('Value (JSON)').fill('{"rows": 7}')
  await page.getByRole(dialog).getByRole('button', { name: 'Save' }).click()
  const value = page.getByLabel('Value of by_hand')
  await expect(value).toContainText('"rows": 7')
  await page.getByRole('button', { name: 'Change by_hand' }).click()
  await page.getByRole(dialog).getByLabel('Value (JSON)').fill('"eight"')
  await page.getByRole(dialog).getByRole('button', { name: 'Save' }).click()
  await expect(value).toContainText('eight')
  expect((await api.get<{ value: unknown }>(`/dags/ui_tour/dagRuns/${runId}/taskInstances/extract/xcomEntries/by_hand`)).value).toBe('eight')
  await page.getByRole('button', { name: 'Delete by_hand' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Delete' }).click()
  await expect(value).toHaveCount(0)
})

test('keeps values of a task, with and without an end', async ({ page, api }) => {
  const runId = `states_${Date.now()}`
  await api.run('ui_tour', runId)
  await page.goto(`/dags/ui_tour/runs/${runId}/tasks/extract/task-state-store`)
  await page.getByRole('button', { name: 'New value' }).click()
  await page.getByRole(dialog).getByLabel('Key').fill('cursor')
  await page.getByRole(dialog).getByLabel('Value (JSON)').fill('41')
  await page.getByRole(dialog).getByRole('combobox', { name: 'Expires' }).click()
  await page.getByRole('option', { name: 'never' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /cursor/ })).toContainText('never')
  await page.getByRole('button', { name: 'Change cursor' }).click()
  await page.getByRole(dialog).getByLabel('Value (JSON)').fill('42')
  await page.getByRole(dialog).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Value of cursor')).toContainText('42')
  await page.getByRole('button', { name: 'Delete all…' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('The task keeps nothing')).toBeVisible()
})

test('keeps a value of an asset', async ({ page }) => {
  await page.goto('/assets/1')
  await page.getByRole('button', { name: 'New value' }).click()
  await page.getByRole(dialog).getByLabel('Key').fill('watermark')
  await page.getByRole(dialog).getByLabel('Value (JSON)').fill('"2026-01-01"')
  await page.getByRole(dialog).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Value of watermark')).toContainText('2026-01-01')
  await page.getByRole('button', { name: 'Delete watermark' }).click()
  await page.getByRole(dialog).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByLabel('Value of watermark')).toHaveCount(0)
})

test('brings variables from a file, and asks what becomes of those that are there', async ({ page, api }) => {
  const [fresh, old] = [`fresh_${Date.now()}`, `old_${Date.now()}`]
  await api.send('POST', '/variables', { key: old, value: 'before' })
  const file = { name: 'variables.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ [fresh]: 'new', [old]: 'after' })) }
  const valueOf = async (key: string) => (await api.get<{ value: string }>(`/variables/${key}`)).value
  const bring = async (choice: string) => {
    await page.goto('/variables')
    await page.getByRole('button', { name: 'From a file…' }).click()
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole(dialog).getByRole('radio', { name: choice }).check()
    await page.getByRole(dialog).getByRole('button', { name: 'Write them' }).click()
  }
  await bring('refuse the file')
  await expect(page.getByRole(dialog).getByRole('alert')).toContainText('already exist')
  expect(await api.status(`/variables/${fresh}`)).toBe(404)
  await bring('stay as they are')
  await expect(page.getByRole(dialog)).toHaveCount(0)
  expect([await valueOf(fresh), await valueOf(old)]).toEqual(['new', 'before'])
  await bring('are overwritten')
  await expect(page.getByRole(dialog)).toHaveCount(0)
  expect(await valueOf(old)).toBe('after')

  await page.goto('/variables')
  for (const key of [fresh, old]) await page.getByRole('checkbox', { name: `Choose ${key}` }).check()
  await page.getByRole('region', { name: 'What is chosen' }).getByRole('button', { name: 'Delete…' }).click()
  await expect(page.getByRole(dialog)).toContainText(fresh)
  await page.getByRole(dialog).getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => Promise.all([api.status(`/variables/${fresh}`), api.status(`/variables/${old}`)])).toEqual([404, 404])
})

test('asks for what a type of connections needs, and keeps the extra in step', async ({ page, api }) => {
  const id = `typed_${Date.now()}`
  await page.goto('/connections')
  await page.getByRole('button', { name: 'New connection' }).click()
  const form = page.getByRole(dialog)
  await form.getByLabel(/^Id/).fill(id)
  await form.getByLabel(/^Type/).fill('postgres')
  await form.getByLabel(/^Database/).fill('sales')
  await form.getByRole('combobox', { name: 'SSL mode' }).click()
  await page.getByRole('option', { name: 'verify-full' }).click()
  await expect(form.getByLabel('Extra (JSON)')).toHaveValue(/"sslmode": "verify-full"/)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
  const saved = await api.get<{ schema: string; extra: string }>(`/connections/${id}`)
  expect([saved.schema, JSON.parse(saved.extra)]).toEqual(['sales', { sslmode: 'verify-full' }])
  await api.send('DELETE', `/connections/${id}`)
})

test('holds a run with a reason, says so, and resumes it', async ({ page, api }) => {
  const runId = `held_${Date.now()}`
  await api.begin('ui_slow', runId)
  await page.goto(`/dags/ui_slow/runs/${runId}`)
  await expect(page.locator('.state').first()).toContainText(/running|queued/)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Hold…' }).click()
  await page.getByRole(dialog).getByLabel('Why').fill('the warehouse is being moved')
  await page.getByRole(dialog).getByRole('button', { name: 'Hold' }).click()
  await expect(page.getByText('the warehouse is being moved')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('the warehouse is being moved')).toHaveCount(0)
})

test('drains a DAG, which is paused then', async ({ page, api }) => {
  await page.goto('/dags/ui_consumer')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Drain it' }).click()
  await expect.poll(async () => (await api.get<{ is_paused: boolean }>('/dags/ui_consumer')).is_paused).toBe(true)
  await api.send('PATCH', '/dags/ui_consumer', { is_paused: false })
})

test('shows what the length of a run comes from', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_ok/gantt')
  await expect(page.getByRole('link', { name: /flaky, Try 1: failed/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /flaky, Try 2: success/ })).toBeVisible()
  await page.getByRole('button', { name: /transform$/ }).click()
  await expect(page.getByRole('link', { name: /clean/ })).toHaveCount(0)
  await page.getByRole('button', { name: /transform$/ }).click()
  await page.getByRole('switch', { name: 'What its length comes from' }).check({ force: true })
  await expect(page.getByText(/Each of these waited for the one before it: extract → /)).toBeVisible()
})

test('steps through what it finds in a log, with what is around', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/chatty')
  const log = page.getByRole('region', { name: 'Log' })
  await expect(log).toContainText('line 1 of five thousand')
  await page.keyboard.press('/')
  await page.keyboard.type('line 499 of')
  await page.getByRole('switch', { name: 'with what is around' }).check({ force: true })
  await page.getByRole('button', { name: 'The next one' }).click()
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await expect(log).toContainText('line 498 of five thousand')
})

test('searches all logs of a run, and the tries of a task', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_1/logs')
  await page.getByRole('textbox', { name: 'Text in logs' }).fill('LINE 4999 of five')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=LINE/)
  await page.getByRole('region', { name: 'Lines found' }).getByRole('link').click()
  await expect(page).toHaveURL(/tasks\/chatty\?try_number=1#L\d+$/)
  await expect(page.getByRole('region', { name: 'Log', exact: true })).toContainText('line 4999 of five thousand')
  await page.goto('/dags/ui_tour/runs/tour_1/tasks/flaky')
  await page.getByRole('button', { name: 'Search all tries' }).click()
  await page.getByRole('combobox', { name: 'Levels' }).first().click()
  await page.getByRole('option', { name: 'error' }).click()
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('region', { name: 'Lines found' }).getByRole('button').first().click()
  await expect(page).toHaveURL(/try_number=1#L\d+$/)
})

test('tells what a dropped file changes before it goes live', async ({ page }) => {
  const drop = async (text: string) => {
    const data = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], 'dropped.cs'))
      return transfer
    }, text)
    await page.dispatchEvent('body', 'drop', { dataTransfer: data })
  }
  const file = 'using Airflow;\nvar dag = new Dag("dropped") { Schedule = "@daily", StartDate = new(2026, 1, 1) };\ndag.Task("only", static _ => { });\nreturn await DagFile.RunAsync(args);\n'
  await page.goto('/dags')
  await expect(page.getByRole('button', { name: 'Deploy…' })).toBeVisible()
  await drop(file.replace('{ });', '{ })'))
  const asked = page.getByRole(dialog)
  await expect(asked.getByRole('alert')).toContainText('dropped.cs(3,', { timeout: 90_000 })
  await expect(asked.getByRole('button', { name: 'Put them live' })).toBeDisabled()
  await asked.getByRole('button', { name: 'Cancel' }).click()
  await drop(file)
  await expect(asked.getByRole('region', { name: 'dropped' })).toContainText('New tasks: only', { timeout: 90_000 })
  await expect(asked.getByText(/^Next runs/)).toBeVisible()
  await asked.getByRole('button', { name: 'Put them live' }).click()
  await expect(page.getByText('Live: dropped')).toBeVisible()
  await expect(page.getByRole('link', { name: 'dropped', exact: true })).toBeVisible()
})

test('adds filters and columns to a list, which stay', async ({ page }) => {
  await page.goto('/dag_runs?dag=ui_tour')
  await page.getByRole('button', { name: '+ Filter' }).click()
  await page.getByRole('menuitem', { name: 'Conf contains' }).click()
  await page.getByRole('textbox', { name: 'Conf contains' }).fill('"rows"')
  await expect(page).toHaveURL(/conf=/)
  await expect(page.getByRole('link', { name: 'tour_ok', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'tour_1', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Conf', exact: true }).check()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('cell', { name: /"rows":5/ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('cell', { name: /"rows":5/ })).toBeVisible()
  await page.getByRole('button', { name: 'Without Conf contains' }).click()
  await expect(page.getByRole('link', { name: 'tour_1', exact: true })).toBeVisible()
})
