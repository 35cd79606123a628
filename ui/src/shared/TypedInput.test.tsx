import { MantineProvider } from '@mantine/core'
import { act, cleanup, fireEvent, render } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Filters, type Filter } from './Filters'

type Search = Record<string, string | undefined>

beforeAll(() => {
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined })) as never
})
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const filters: Filter[] = [
  { name: 'dag', parameter: 'dag_id', label: 'DAG' },
  { name: 'user', parameter: 'user', label: 'User' },
]

let come: (search: Search) => void

function List() {
  const [search, setSearch] = useState<Search>({})
  come = setSearch
  return (
    <MantineProvider>
      <Filters filters={filters} search={search} set={(changed) => setSearch((before) => ({ ...before, ...changed }))} />
      <output>{JSON.stringify(search)}</output>
    </MantineProvider>
  )
}

const shown = () => {
  const { getByLabelText, getByRole } = render(<List />)
  return { field: (name: string) => getByLabelText(name) as HTMLInputElement, search: () => JSON.parse(getByRole('status').textContent ?? '') as Search }
}
const rest = () => act(() => vi.advanceTimersByTimeAsync(300))
const write = (field: HTMLInputElement, value: string) => fireEvent.change(field, { target: { value } })

it('stays the same field while it is written in', async () => {
  const { field, search } = shown()
  const before = field('DAG')
  before.focus()
  write(before, 'a')
  await rest()
  expect(search()).toEqual({ dag: 'a' })
  expect(field('DAG')).toBe(before)
  expect(document.activeElement).toBe(before)
})

it('forgets nothing when one goes on to the next field at once', async () => {
  const { field, search } = shown()
  write(field('DAG'), 'a')
  write(field('User'), 'b')
  await rest()
  expect(search()).toEqual({ dag: 'a', user: 'b' })
})

it('shows what comes from elsewhere, and not what was still to be told', async () => {
  const { field, search } = shown()
  write(field('DAG'), 'a')
  act(() => come({ dag: 'view' }))
  await rest()
  expect(field('DAG').value).toBe('view')
  expect(search()).toEqual({ dag: 'view' })
  act(() => come({}))
  expect(field('DAG').value).toBe('')
})

it('keeps what is written while what was told before comes back', async () => {
  const { field } = shown()
  write(field('DAG'), 'a')
  await rest()
  write(field('DAG'), 'ab')
  act(() => come({ dag: 'a' }))
  expect(field('DAG').value).toBe('ab')
})
