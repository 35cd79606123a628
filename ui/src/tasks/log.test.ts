import { describe, expect, it } from 'vitest'
import type { LogLine } from '../shared/types'
import { groupsOf, ansi, firstError, matchesOf, rowsOf, sourcesOf, textOf } from './log'

const lines: LogLine[] = [{ event: '::group::Sources' }, { event: 'inside' }, { event: '::endgroup::' }, { event: 'Hello', level: 'info' }, { event: 'It broke', level: 'error' }]
const all = { find: '', levels: [], sources: [], isInContext: false, closed: new Set<number>() }

describe('rowsOf', () => {
  it('leaves out the ends of groups', () => expect(rowsOf(lines, all).map((row) => row.number)).toEqual([1, 2, 4, 5]))

  it('hides what is in a closed group', () => expect(rowsOf(lines, { ...all, closed: new Set([1]) }).map((row) => row.number)).toEqual([1, 4, 5]))

  it('finds what is in a closed group', () => expect(rowsOf(lines, { ...all, find: 'INSIDE', closed: new Set([1]) }).map((row) => row.number)).toEqual([2]))

  it('shows some levels only', () => expect(rowsOf(lines, { ...all, levels: ['error'] }).map((row) => row.number)).toEqual([5]))

  it('shows some sources only', () => expect(rowsOf([{ event: 'a', logger: 'x' }, { event: 'b' }], { ...all, sources: ['x'] }).map((row) => row.number)).toEqual([1]))

  it('keeps what is around of what is found, where that is wanted', () => {
    const rows = rowsOf(lines, { ...all, find: 'hello', isInContext: true })
    expect(rows.map((row) => row.number)).toEqual([1, 2, 4, 5])
    expect(matchesOf(rows, 'hello')).toEqual([4])
  })
})

describe('the whole log', () => {
  it('names its sources once, by name', () => expect(sourcesOf([{ event: '', logger: 'b' }, { event: '', logger: 'a' }, { event: '', logger: 'b' }, { event: '' }])).toEqual(['a', 'b']))

  it('is a text with times and levels', () => expect(textOf([{ event: 'x', timestamp: 'now', level: 'info' }, { event: 'y' }])).toBe('now INFO x\ny'))
})

describe('firstError', () => {
  it('tells its line', () => expect(firstError(lines)).toBe(5))

  it('tells nothing where there is none', () => expect(firstError(lines.slice(0, 4))).toBeNull())
})

describe('ansi', () => {
  it('leaves a plain text as it is', () => expect(ansi('plain')).toEqual([{ text: 'plain' }]))

  it('takes colours from codes, until they are taken back', () =>
    expect(ansi('a\u001b[31mred\u001b[0mb')).toEqual([{ text: 'a' }, { text: 'red', color: '#c92a2a' }, { text: 'b' }]))

  it('leaves out what only moves a cursor', () => expect(ansi('\u001b[2Kdone')).toEqual([{ text: 'done' }]))
})

it('knows where groups begin', () => expect(groupsOf([{ event: '::group::Pre' }, { event: 'a' }, { event: '::endgroup::' }, { event: '::group::Post' }])).toEqual([1, 4]))
