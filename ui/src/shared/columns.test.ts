import { describe, expect, it } from 'vitest'
import { shownColumns } from './columns'

const columns = [
  { label: 'a', show: () => '' },
  { label: 'b', show: () => '', isMore: true },
]
const labels = (choice: Record<string, boolean>) => shownColumns(columns, choice).map((column) => column.label)

describe('the columns of a table', () => {
  it('are those that one needs often, as long as nobody chose', () => expect(labels({})).toEqual(['a']))

  it('are those that somebody chose, in their order', () => expect(labels({ b: true })).toEqual(['a', 'b']))

  it('leave out what somebody took away', () => expect(labels({ a: false, b: true })).toEqual(['b']))
})
