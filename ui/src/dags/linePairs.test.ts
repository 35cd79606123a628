import { expect, it } from 'vitest'
import { pairsOf } from './linePairs'
import { lineDiff } from './lineDiff'

const told = (before: string, after: string) => pairsOf(lineDiff(before, after)).map(({ old, fresh }) => `${old ? `${old.number}${old.text}` : '-'}|${fresh ? `${fresh.number}${fresh.text}` : '-'}`)

it('puts what came beside what it took the place of', () => {
  expect(told('a\nb\nc\nd', 'a\nx\nd')).toEqual(['1a|1a', '2b|2x', '3c|-', '4d|3d'])
  expect(told('a\nd', 'a\nb\nc\nd')).toEqual(['1a|1a', '-|2b', '-|3c', '2d|4d'])
  expect(told('a\nb\nc\nd\ne', 'x\nb\nc\ny\ne')).toEqual(['1a|1x', '2b|2b', '3c|3c', '4d|4y', '5e|5e'])
})
