import { barriers } from './barriers'
import { logIn } from './server'
import { expect, test } from './test'

const OPEN = '/dagRuns/~/hitlDetails?response_received=false'

test('answers all that a run asks in one dialog, without reloading', async ({ page, api }) => {
  const runId = `asked_${Date.now()}`
  await api.begin('ui_asks', runId)
  await page.goto(`/dags/ui_asks/runs/${runId}`)
  await page.getByRole('button', { name: 'Open questions: 4' }).click()
  const form = page.getByRole('dialog')
  await expect(form.getByRole('listitem')).toHaveCount(4)
  expect(await barriers(page)).toEqual([])

  await form.getByRole('button', { name: /May the prices go out/ }).click()
  await expect(form).toContainText('Approval required')
  await expect(form.getByText('4 %')).toBeVisible()
  await form.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(form.getByRole('listitem')).toHaveCount(3)

  await form.getByRole('button', { name: /Which amount was paid/ }).click()
  await form.getByRole('textbox', { name: 'amount' }).fill('9')
  await form.getByRole('button', { name: 'OK', exact: true }).click()
  await expect(form.getByRole('listitem')).toHaveCount(2)

  await form.getByRole('button', { name: /Which tables are loaded/ }).click()
  await form.getByRole('checkbox', { name: 'orders' }).check()
  await form.getByRole('checkbox', { name: 'people' }).check()
  await form.getByRole('button', { name: 'Answer', exact: true }).click()
  await form.getByRole('button', { name: 'west', exact: true }).click()
  await expect(form).toContainText('No task asks anything.')

  await form.getByText('All', { exact: true }).click()
  await form.getByRole('button', { name: /Which amount was paid/ }).click()
  await expect(form).toContainText('admin answered: OK')
  await expect(form).toContainText('"amount": 9')
  await form.getByRole('button', { name: 'Close' }).click()
  await expect(page.locator('.state').first()).toContainText('success', { timeout: 90_000 })
  await expect(page.getByRole('button', { name: /Open questions/ })).toHaveCount(0)
})

test('answers on the page of the task, and reads there who did', async ({ page, api }) => {
  const runId = `asked_task_${Date.now()}`
  await api.begin('ui_asks', runId)
  await page.goto(`/dags/ui_asks/runs/${runId}/tasks/approve`)
  await page.getByRole('tab', { name: 'Questions (1)' }).click()
  await page.getByRole('button', { name: 'Reject' }).click()
  await expect(page.getByText('Rejected')).toBeVisible()
  await expect(page.getByText('admin answered: Reject')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Questions', exact: true })).toBeVisible()
  expect(await barriers(page)).toEqual([])
})

test('finds questions on the first page, on the overviews, and in the list with what is needed', async ({ page, api }) => {
  const runId = `asked_list_${Date.now()}`
  await api.begin('ui_asks', runId)
  await expect.poll(async () => (await api.get<{ total_entries: number }>(`/dags/ui_asks${OPEN}`)).total_entries).toBeGreaterThanOrEqual(4)
  await page.goto('/')
  await page.getByRole('button', { name: 'Answer them' }).click()
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
  await page.goto('/dags/ui_asks/overview')
  await expect(page.getByRole('button', { name: 'Answer them' })).toBeVisible()
  await page.goto('/dags/ui_asks/tasks/choose/overview')
  await page.getByRole('button', { name: 'Answer them' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: /Which shop first/ }).first()).toBeVisible()
  await page.goto(`/dags/ui_asks/runs/${runId}/required_actions`)
  const row = page.getByRole('row', { name: /May the prices go out/ })
  await expect(row).toContainText('Approval required')
  await row.getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(row).toContainText('Approved')
  await expect(row).toContainText('admin')
})

test('is shown what is asked, without the way to answer, when one may only look', async ({ browser, baseURL, api }) => {
  const runId = `asked_viewer_${Date.now()}`
  await api.begin('ui_asks', runId)
  const context = await browser.newContext({ baseURL: baseURL ?? '' })
  await logIn(context, baseURL ?? '', 'viewer')
  const page = await context.newPage()
  await expect.poll(async () => (await api.get<{ total_entries: number }>(`/dags/ui_asks/dagRuns/${runId}/hitlDetails`)).total_entries).toBe(4)
  await page.goto(`/dags/ui_asks/runs/${runId}/tasks/approve/required_actions`)
  await expect(page.getByText('You may not answer it.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await context.close()
})
