import { barriers } from './barriers'
import { logIn } from './server'
import { expect, test } from './test'

// one worker of one cluster: one after the other
test.describe.configure({ mode: 'serial' })

interface Told {
  workers: { slots: number; queues: string[]; state: string; running_tasks: { task_id: string }[] }[]
}

test('a worker is shown with what its host does, and is steered', async ({ page, api }, info) => {
  test.setTimeout(180_000)
  await expect.poll(() => api.status('/dags/cluster'), { timeout: 90_000 }).toBe(200)
  await api.begin('cluster', 'busy')
  const told = async () => (await api.get<Told>('/workers?is_alive=true')).workers[0]
  await expect.poll(async () => (await told())?.running_tasks.map((task) => task.task_id), { timeout: 90_000 }).toEqual(['sleeps'])
  await page.goto('/workers')
  const line = page.getByRole('row', { name: /celery@worker-a/ })
  await expect(line).toContainText('1 / 4')
  await expect(line).toContainText(/\d+ %/)
  await expect(line).toContainText(/[\d.]+ of [\d.]+ GiB/)
  await expect(page.getByRole('alert')).toContainText('nobody')
  await page.screenshot({ path: info.outputPath('workers.png') })
  expect(await barriers(page)).toEqual([])

  const steer = async (item: string) => {
    await page.getByRole('button', { name: 'Steer celery@worker-a' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await steer('Slots…')
  await page.getByLabel('Tasks at once').fill('7')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(line).toContainText('1 / 7')

  await steer('Queues…')
  const queues = page.getByRole('dialog')
  await queues.getByLabel('One queue more').fill('nobody')
  await queues.getByRole('button', { name: 'Add it' }).click()
  await expect(queues.getByRole('listitem').filter({ hasText: 'nobody' })).toBeVisible()
  await queues.getByRole('button', { name: 'Serve etl no more' }).click()
  await expect.poll(async () => (await told())?.queues.toSorted()).toEqual(['default', 'nobody'])
  await page.keyboard.press('Escape')
  // what waited for nobody is taken now
  await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 90_000 })

  await page.getByRole('button', { name: 'Revoke sleeps' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect.poll(() => api.stateOf('cluster', 'busy'), { timeout: 90_000 }).toBe('failed')
  await expect(page.getByText('Nothing runs.')).toBeVisible()

  await steer('Drain it…')
  await page.getByRole('dialog').getByRole('button', { name: 'Drain it' }).click()
  await expect(line).toContainText('drained')
  await steer('Take up work again')
  await expect(line).not.toContainText('drained')
  await expect.poll(async () => (await told())?.state).toBe('serving')
})

test('a role of one’s own and its user are made, work, and go', async ({ page, browser, baseURL }, info) => {
  await page.goto('/security/roles')
  await page.getByRole('button', { name: 'New role' }).click()
  const rights = page.getByRole('dialog')
  await rights.getByLabel('Name').fill('Watcher')
  await rights.getByLabel('See: DAGs', { exact: true }).check()
  await rights.getByLabel('See: My Profile').check()
  await rights.getByLabel('Rights to a single DAG').fill('cluster')
  await rights.getByRole('button', { name: 'Add it' }).click()
  await expect(rights.getByLabel('See: DAG:cluster')).toBeChecked()
  await page.screenshot({ path: info.outputPath('role.png') })
  expect(await barriers(page)).toEqual([])
  await rights.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /Watcher/ })).toContainText('3')

  await page.goto('/security/users')
  await page.getByRole('button', { name: 'New user' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('User name').fill('viewer')
  await form.getByLabel('First name').fill('Vi')
  await form.getByLabel('Last name').fill('Ewer')
  await form.getByLabel('Mail').fill('viewer@example.org')
  await form.getByLabel('Password').fill('viewer')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /viewer@example.org/ })).toContainText('Viewer')
  expect(await barriers(page)).toEqual([])
  await page.screenshot({ path: info.outputPath('users.png') })

  await page.getByRole('button', { name: 'Change viewer' }).click()
  await form.getByRole('combobox', { name: 'Roles' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: 'Watcher' }).click()
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /viewer@example.org/ })).toContainText('Watcher')

  // who may not change users is not shown that there are any
  const other = await browser.newContext({ baseURL: baseURL ?? '' })
  await logIn(other, baseURL ?? '', 'viewer')
  const theirs = await other.newPage()
  await theirs.goto('/workers')
  await expect(theirs.getByRole('row', { name: /celery@worker-a/ })).toBeVisible()
  await expect(theirs.getByRole('button', { name: /^Steer/ })).toHaveCount(0)
  await theirs.goto('/security/users')
  await expect(theirs.getByRole('alert')).toContainText('Forbidden')
  await expect(theirs.getByRole('button', { name: 'New user' })).toHaveCount(0)
  await other.close()

  await page.getByRole('button', { name: 'Delete viewer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('row', { name: /viewer@example.org/ })).toHaveCount(0)
  await page.goto('/security/roles')
  await page.getByRole('button', { name: 'Delete Watcher' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('row', { name: /Watcher/ })).toHaveCount(0)
})
