import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { Few } from './Few'

beforeAll(() => {
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined })) as never
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never
})
afterEach(cleanup)

const shown = (number: number) =>
  render(
    <MantineProvider>
      <Few items={Array.from({ length: number }, (_, at) => `tag${at + 1}`)} keyOf={(one) => one} show={(one) => <a href={`/${one}`}>{one}</a>} label="Tags" />
    </MantineProvider>,
  )

it('shows all of few, without a button for a single one more', () => {
  const { getAllByRole, queryByRole } = shown(4)
  expect(getAllByRole('link')).toHaveLength(4)
  expect(queryByRole('button')).toBeNull()
})

it('shows the others when asked', async () => {
  const { getAllByRole, getByRole, findByText } = shown(7)
  expect(getAllByRole('link').map((one) => one.textContent)).toEqual(['tag1', 'tag2', 'tag3'])
  const button = getByRole('button', { name: 'Tags: 4 more' })
  expect(button.textContent).toBe('+4 more')
  fireEvent.click(button)
  expect(await findByText('tag7')).toBeTruthy()
})
