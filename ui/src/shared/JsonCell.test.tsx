import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { AllOpen, JsonCell, written } from './JsonCell'

afterEach(cleanup)

const long = { rows: Array.from({ length: 40 }, (_, at) => at) }

it('folds what is long, and opens it', () => {
  const { getByRole, getByTitle, container } = render(<JsonCell value={long} label="the conf" />)
  expect(container.querySelector('pre')).toBeNull()
  expect(getByRole('button', { name: /^\{"rows":\[0,1,/ })).toBe(getByTitle('Open the conf'))
  fireEvent.click(getByTitle('Open the conf'))
  expect(container.querySelector('pre')?.textContent).toBe(JSON.stringify(long, null, 2))
})

it('shows what is short as it is', () => {
  const { container, queryByRole } = render(<JsonCell value='{"a": 1}' label="x" />)
  expect(container.textContent).toBe('{"a": 1}')
  expect(queryByRole('button')).toBeNull()
})

it('opens and closes with all others, also after it was opened alone', () => {
  const shown = (isOpen: boolean, round: number) => (
    <AllOpen.Provider value={{ isOpen, round }}>
      <JsonCell value={long} label="x" />
    </AllOpen.Provider>
  )
  const { getByRole, container, rerender } = render(shown(false, 0))
  fireEvent.click(getByRole('button'))
  expect(container.querySelector('pre')).not.toBeNull()
  rerender(shown(false, 1))
  expect(container.querySelector('pre')).toBeNull()
  rerender(shown(true, 2))
  expect(container.querySelector('pre')).not.toBeNull()
})

it('lays out texts that are JSON, and leaves others alone', () => {
  expect(written('{"a":1}').pretty).toBe('{\n  "a": 1\n}')
  expect(written('{no').pretty).toBe('{no')
  expect(written('12').pretty).toBe('12')
  expect(written(null).text).toBe('')
})
