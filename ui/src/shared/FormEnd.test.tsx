import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { ApiError } from './api'
import { FormEnd } from './FormEnd'

beforeAll(() => {
  // Mantine asks for the scheme of colours, which jsdom knows nothing of
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined })) as never
})
afterEach(cleanup)

const shown = (of: ReactNode) => render(<MantineProvider>{of}</MantineProvider>)

it('sends the form it stands in, and only then', () => {
  const [sent, closed] = [vi.fn(), vi.fn()]
  const { getByRole } = shown(
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sent()
      }}
    >
      <FormEnd error={null} isSaving={false} onClose={closed} />
    </form>,
  )

  fireEvent.click(getByRole('button', { name: 'Cancel' }))
  expect([sent.mock.calls.length, closed.mock.calls.length]).toEqual([0, 1])
  fireEvent.click(getByRole('button', { name: 'Save' }))
  expect([sent.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1])
})

it('says what was refused, and cannot be sent twice', () => {
  const { getByRole, rerender } = shown(<FormEnd error={new ApiError(409, 'It is there already.')} isSaving={false} onClose={() => undefined} />)
  expect(getByRole('alert').textContent).toContain('It is there already.')

  rerender(
    <MantineProvider>
      <FormEnd error={null} isSaving onClose={() => undefined} label="Make it" />
    </MantineProvider>,
  )
  expect((getByRole('button', { name: 'Make it' }) as HTMLButtonElement).disabled).toBe(true)
})

it('puts who may only look before one button', () => {
  const { getAllByRole } = shown(<FormEnd error={null} isSaving={false} onClose={() => undefined} isLooking />)
  expect(getAllByRole('button').map((one) => one.textContent)).toEqual(['Close'])
})

it('comes first to the way out where something is taken away', () => {
  const gone = vi.fn()
  const { getByRole } = shown(<FormEnd error={null} isSaving={false} onClose={() => undefined} keep="Keep it" label="Delete" isDangerous onSave={gone} />)
  expect(getByRole('button', { name: 'Keep it' }).hasAttribute('data-autofocus')).toBe(true)
  fireEvent.click(getByRole('button', { name: 'Delete' }))
  expect(gone).toHaveBeenCalledOnce()
})
