import { describe, expect, it } from 'vitest'
import { blocksOf, heightOf, isScaled, lastTop, lineAt, scrollOf } from './tall'

const short = { total: 1000, line: 20, view: 400 }
const tall = { total: 10_000_000, line: 20, view: 400 }

describe('a list that fits into what browsers draw', () => {
  it('is scrolled pixel by pixel', () => {
    expect(heightOf(short)).toBe(20_000)
    expect(isScaled(short)).toBe(false)
    expect(lineAt(short, 210)).toBeCloseTo(10.5)
    expect(scrollOf(short, 10.5)).toBeCloseTo(210)
  })

  it('ends with its last line at the foot', () => expect(lineAt(short, 20_000 - 400)).toBe(980))
})

describe('ten million lines', () => {
  it('are in proportion, both ends within reach', () => {
    expect(isScaled(tall)).toBe(true)
    expect(lineAt(tall, 0)).toBe(0)
    expect(lineAt(tall, heightOf(tall) - tall.view)).toBe(lastTop(tall))
  })

  it('come back to where they were', () => {
    for (const line of [1, 17.25, 4_999_999, 9_999_980]) expect(lineAt(tall, scrollOf(tall, line))).toBeCloseTo(line, 3)
  })
})

describe('blocks', () => {
  it('are those that are seen', () => {
    expect(blocksOf(short, 0, 200)).toEqual([0])
    expect(blocksOf(short, 190, 200)).toEqual([0, 1])
    expect(blocksOf(short, 980, 200)).toEqual([4])
  })

  it('of nothing are none', () => expect(blocksOf({ ...short, total: 0 }, 0, 200)).toEqual([]))
})

it('is never scrolled when everything is seen', () => {
  const few = { total: 3, line: 20, view: 400 }
  expect(heightOf(few)).toBe(400)
  expect(lineAt(few, 100)).toBe(0)
  expect(scrollOf(few, 2)).toBe(0)
})
