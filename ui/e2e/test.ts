import { test as base } from '@playwright/test'
import { Api, logIn } from './server'

/** A page of somebody who is logged in as admin, and the API beside it; what the page's scripts complain of fails the test. */
export const test = base.extend<{ api: Api; complaints: string[] }>({
  api: async ({ request }, use) => use(await Api.open(request)),
  complaints: async ({}, use) => use([]),
  page: async ({ page, context, baseURL, complaints }, use) => {
    await logIn(context, baseURL ?? '')
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Minified React|validateDOMNesting/.test(message.text())) complaints.push(message.text())
    })
    await use(page)
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
  },
})

export { expect } from '@playwright/test'
