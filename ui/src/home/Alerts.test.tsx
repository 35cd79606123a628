import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { Alerts, type Told } from './Alerts'

beforeAll(() => {
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined })) as never
})
afterEach(cleanup)

const shown = (alerts: Told[]) => render(<QueryClientProvider client={new QueryClient()}><MantineProvider><Alerts alerts={alerts} /></MantineProvider></QueryClientProvider>)

it('shows two by themselves, and the others when asked', async () => {
  const { queryByText, findByText, getByRole } = shown([
    { text: 'Closed on **Sunday**', category: 'warning' },
    { text: 'second', category: 'info' },
    { text: 'third', category: 'error' },
  ])
  expect((await findByText('Sunday')).tagName).toBe('STRONG')
  expect(queryByText('third')).toBeNull()
  fireEvent.click(getByRole('button', { name: '+1 more' }))
  expect(await findByText('third')).toBeTruthy()
})

it('is not there without any', () => expect(shown([]).container.querySelector('[role]')).toBeNull())
