import { expect, it } from 'vitest'
import type { Box } from './layout'
import { placesOf } from './picture'

const box = (id: string, parent: string | null, x: number, y: number) => ({ id, parent, x, y, width: 10, height: 5 }) as Box

it('places what is in groups of groups in the whole picture', () => {
  const places = placesOf([box('g', null, 100, 10), box('g.h', 'g', 20, 3), box('g.h.t', 'g.h', 4, 1), box('a', null, 1, 2)])
  expect(places.get('g.h.t')).toEqual({ x: 124, y: 14, width: 10, height: 5 })
  expect(places.get('a')).toEqual({ x: 1, y: 2, width: 10, height: 5 })
})
