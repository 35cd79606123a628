import { barriers } from './barriers'
import { places } from './places'
import { expect, test } from './test'

/** Three calls open any page. */
const MOST_CALLS = 3

// they only look: several at once
test.describe.configure({ mode: 'parallel' })

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme })

    for (const [name, address, heading] of places) {
      test(`${name} opens and is a barrier to nobody`, async ({ page }, info) => {
        const calls: string[] = []
        page.on('request', (request) => {
          const path = new URL(request.url()).pathname
          // changes of a grid are asked for when an event comes
          if (/^\/(api|ui)\//.test(path) && !path.endsWith('/events') && !path.startsWith('/ui/grid/changes/')) calls.push(`${request.method()} ${path}`)
        })
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1, name: heading, exact: typeof heading === 'string' })).toBeVisible()
        await expect(page.locator('[aria-label="Loading"]')).toHaveCount(0)
        await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
        if (name.includes('graph')) await expect(page.locator('.graph-node').first()).toBeVisible()
        await page.screenshot({ path: info.outputPath(`${name}-${scheme}.png`) })
        expect(await barriers(page)).toEqual([])
        // a call that comes again answers an event: some runs may just be ending
        expect(new Set(calls).size, calls.join('\n')).toBeLessThanOrEqual(MOST_CALLS)
      })
    }
  })
}

test('a phone shows the pages without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const address of ['/', '/dags', '/dags/ui_tour', '/dags/ui_tour/runs/tour_1', '/dags/ui_tour/runs/tour_1/tasks/chatty', '/workers']) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide, address).toBeLessThanOrEqual(1)
  }
})

test('the menu of a phone leads to every page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  await page.getByRole('button', { name: 'All pages' }).click()
  await page.getByRole('menuitem', { name: 'Variables' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /Variables/ })).toBeVisible()
})
