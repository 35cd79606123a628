import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Markdown } from './Markdown'

const shown = async (text: string): Promise<HTMLElement> => {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <Markdown text={text} />
    </QueryClientProvider>,
  )
  await waitFor(() => expect(container.querySelector('.markdown')).not.toBeNull())
  return container
}

it('lays Markdown out', async () => {
  const found = await shown('# Tour\n\nSomething of **everything**, [here](https://example.org).\n\n| a |\n|---|\n| 1 |')
  expect(found.querySelector('h1')?.textContent).toBe('Tour')
  expect(found.querySelector('strong')?.textContent).toBe('everything')
  expect(found.querySelector('a')?.getAttribute('href')).toBe('https://example.org')
  expect(found.querySelector('td')?.textContent).toBe('1')
})

it('lets nothing in that could do something', async () => {
  const found = await shown('<img src=x onerror="alert(1)"><script>alert(1)</script>[x](javascript:alert(1))<style>*{display:none}</style><form action="/x"><input></form>')
  expect(found.innerHTML).not.toMatch(/onerror|<script|javascript:|<style|<form|<input/)
})
