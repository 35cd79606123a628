import { describe, expect, it } from 'vitest'
import type { Box } from './layout'
import { aroundOf, fitted, nextOf, placesOf, strokeOf, zoomed, type Place } from './sheet'

const box = (id: string, parent: string | null, x: number, y: number) => ({ id, parent, x, y, width: 10, height: 5 }) as Box

describe('a sheet', () => {
  it('places what is in groups of groups in the whole picture', () => {
    const places = placesOf([box('g', null, 100, 10), box('g.h', 'g', 20, 3), box('g.h.t', 'g.h', 4, 1), box('a', null, 1, 2)])
    expect(places.get('g.h.t')).toEqual({ x: 124, y: 14, width: 10, height: 5 })
    expect(places.get('a')).toEqual({ x: 1, y: 2, width: 10, height: 5 })
    expect(aroundOf(places.values())).toEqual({ x: 1, y: 2, width: 133, height: 17 })
    expect(aroundOf([])).toBeNull()
  })

  it('is seen whole, in the middle, and never larger than life', () => {
    expect(fitted({ x: 0, y: 0, width: 1904, height: 100 }, { width: 1000, height: 500 })).toEqual({ zoom: 0.5, x: 24, y: 225 })
    expect(fitted({ x: 10, y: 10, width: 100, height: 100 }, { width: 300, height: 300 })).toEqual({ zoom: 1, x: 90, y: 90 })
  })

  it('grows around the point that is pointed at', () => {
    expect(zoomed({ zoom: 0.5, x: 10, y: 20 }, 2, { x: 110, y: 120 })).toEqual({ zoom: 1, x: -90, y: -80 })
    expect(zoomed({ zoom: 2, x: 0, y: 0 }, 2, { x: 50, y: 50 })).toEqual({ zoom: 2, x: 0, y: 0 })
  })

  it.each([
    ['ArrowRight', 'right'],
    ['ArrowDown', 'below'],
    ['ArrowLeft', undefined],
  ])('goes on with %s to what lies there', (key, next) => {
    const at = (x: number, y: number): Place => ({ x, y, width: 10, height: 10 })
    expect(nextOf('here', key, new Map([['here', at(0, 0)], ['right', at(50, 4)], ['far', at(40, 60)], ['below', at(2, 30)]]))).toBe(next)
  })

  it.each([
    ['LR', 'M10 5C55 5 55 5 100 5', 'M100 5l-7 -4l0 8z'],
    ['RL', 'M0 5C55 5 55 5 110 5', 'M110 5l7 -4l0 8z'],
    ['TB', 'M5 10C5 5 105 5 105 0', 'M105 0l-4 -7l8 0z'],
    ['BT', 'M5 0C5 5 105 5 105 10', 'M105 10l-4 7l8 0z'],
  ] as const)('draws arrows of %s from side to side', (direction, line, tip) => {
    expect(strokeOf({ x: 0, y: 0, width: 10, height: 10 }, { x: 100, y: 0, width: 10, height: 10 }, direction)).toMatchObject({ line, tip })
  })
  it('draws a long arrow straight through its lanes, with its words in the middle', () => {
    const stroke = strokeOf({ x: 0, y: 0, width: 10, height: 10 }, { x: 100, y: 0, width: 10, height: 10 }, 'LR', [
      { x: 40, y: 25 },
      { x: 70, y: 25 },
    ])
    expect(stroke.line).toBe('M10 5C25 5 25 25 40 25L70 25C85 25 85 5 100 5')
    expect(stroke.middle).toEqual({ x: 55, y: 25 })
  })
})
