import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { insideTarget, PlainLink } from './PlainLink'

const click = (init: MouseEventInit): string | null => {
  const { container, unmount } = render(
    <p>
      <PlainLink href="/dags/a?x=1">
        <b>inside</b>
      </PlainLink>
    </p>,
  )
  let found: string | null = 'not asked'
  container.addEventListener('click', (event) => {
    found = insideTarget(event)
    event.preventDefault()
  })
  fireEvent.click(screen.getByText('inside'), init)
  unmount()
  return found
}

it('leads to the page, from whatever is in the link', () => expect(click({})).toBe('/dags/a?x=1'))

it('leaves other tabs to the browser', () => {
  expect(click({ ctrlKey: true })).toBeNull()
  expect(click({ button: 1 })).toBeNull()
})
