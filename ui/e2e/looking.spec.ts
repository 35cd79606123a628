import { expect, test } from './test'

test('compares two runs, from the run on', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_ok')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Compare with another run' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Two runs compared' })).toBeVisible()
  await page.getByRole('combobox', { name: 'The other run' }).fill('tour_1')
  await page.getByRole('option', { name: 'tour_1', exact: true }).click()
  await expect(page).toHaveURL(/left=tour_ok&right=tour_1/)
  await expect(page.getByRole('row', { name: /^State/ })).toHaveClass('differs')
  const load = page.getByRole('table', { name: 'Tasks' }).getByRole('row', { name: /^load/ })
  await expect(load).toContainText('success')
  await expect(load).toContainText('upstream failed')
  // which of them differ by their length is up to the machine, but not all do
  const rows = page.getByRole('table', { name: 'Tasks' }).getByRole('row')
  const differing = await rows.count()
  await page.getByRole('switch', { name: 'Show all' }).setChecked(true)
  await expect(page.getByRole('table', { name: 'Tasks' }).getByRole('row', { name: /^nothing_new/ })).toBeVisible()
  expect(await rows.count()).toBeGreaterThan(differing)
})

test('sees which DAGs depend on which, and goes there', async ({ page }) => {
  await page.goto('/dependencies')
  await page.getByRole('link', { name: /tour_orders/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'tour_orders' })).toBeVisible()
  await page.getByRole('button', { name: 'Show as a graph' }).click()
  await page.locator('.graph').getByRole('link', { name: /ui_consumer/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'ui_consumer' })).toBeVisible()
})

test('keeps what a list shows, and brings it back', async ({ page }) => {
  await page.goto('/dags?state=paused&order=-dag_display_name')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByLabel('Keep this as').fill('asleep')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.goto('/dags')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'asleep', exact: true }).click()
  await expect(page).toHaveURL(/state=paused&order=-dag_display_name/)
  await expect(page.getByRole('link', { name: 'ui_choices', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'ui_tour', exact: true })).toHaveCount(0)
})

test('writes a note in Markdown, and reads what a DAG is for', async ({ page }) => {
  await page.goto('/dags/ui_tour/runs/tour_3')
  await page.getByRole('button', { name: /^(Write a|Change the) note/ }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('Looked at by **me**')
  await page.getByText('How it looks').click()
  await expect(page.locator('.markdown strong')).toHaveText('me')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('.markdown strong')).toHaveText('me')
  await page.goto('/dags/ui_tour')
  await page.getByRole('button', { name: 'What it is for' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Tour' })).toBeVisible()
})

test('opens DAGs with their graph, when that was chosen', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'admin', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Language and time zone…' }).click()
  await page.getByLabel('A DAG opens with its graph').setChecked(true, { force: true })
  await page.goto('/dags/ui_tour')
  await expect(page.locator('.graph-node').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Grid' }).click()
  await expect(page.getByRole('region', { name: 'Grid' })).toBeVisible()
})

test('sees states in forced colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/dags/ui_tour/runs/tour_1')
  const mark = page.locator('.mark rect').first()
  await expect(mark).toBeVisible()
  expect(await mark.evaluate((element) => getComputedStyle(element).fill)).toBe('rgb(231, 0, 11)')
})

test('mends the grid run by run', async ({ page, api }) => {
  await page.goto('/dags/ui_tour')
  await expect(page.getByRole('region', { name: 'Grid' })).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const runId = `grid_${Date.now()}`
  await api.run('ui_tour', runId)
  await expect(page.getByRole('link', { name: new RegExp(`^${runId}: failed`) })).toBeVisible()
  expect(asked).toContain('/ui/grid/changes/ui_tour')
  // that somebody made a run is told of the DAG, and has all of it read once at most
  expect(asked.filter((path) => path === '/ui/grid/ui_tour').length).toBeLessThanOrEqual(1)
})

test('is told by the first page what the configuration tells everybody', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('Closed on Sunday')).toBeVisible()
  await expect(page.getByText('One more', { exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: '+1 more' }).click()
  await expect(page.getByText('One more', { exact: true })).toBeVisible()
})

test('finds a text anywhere, or at the beginning only', async ({ page }) => {
  await page.goto('/dag_runs?dag=tour')
  const links = page.getByRole('link', { name: 'ui_tour', exact: true })
  await expect(links.first()).toBeVisible()
  const begins = page.getByRole('button', { name: 'DAG: only at the beginning' })
  await begins.click()
  await expect(begins).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('Nothing is like that.')).toBeVisible()
  await page.getByRole('textbox', { name: 'DAG', exact: true }).fill('ui_to')
  await expect(links.first()).toBeVisible()
})
