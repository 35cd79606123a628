import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { TrySelect } from './TrySelect'

beforeAll(() => {
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addListener: () => undefined, removeListener: () => undefined, addEventListener: () => undefined, removeEventListener: () => undefined })) as never
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never
})
afterEach(cleanup)

const shown = (value: number, last: number, onChange = vi.fn()) => render(<MantineProvider><TrySelect value={value} last={last} onChange={onChange} /></MantineProvider>)

it('has a button for each of ten tries, and tells which is chosen', () => {
  const onChange = vi.fn()
  const { getAllByRole } = shown(3, 10, onChange)
  const buttons = getAllByRole('radio') as HTMLInputElement[]
  expect(buttons.map((one) => [one.value, one.checked]).filter(([, isOn]) => isOn)).toEqual([['3', true]])
  expect(buttons).toHaveLength(10)
  fireEvent.click(buttons[6]!)
  expect(onChange).toHaveBeenCalledWith('7')
})

it('has a list of more', () => {
  const { queryAllByRole, getByLabelText } = shown(11, 11)
  expect(queryAllByRole('radio')).toHaveLength(0)
  expect((getByLabelText('Try', { selector: 'input' }) as HTMLInputElement).value).toBe('Try 11')
})

it('is not there for the only try', () => expect(shown(1, 1).queryAllByRole('radio')).toHaveLength(0))
