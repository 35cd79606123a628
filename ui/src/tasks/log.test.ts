import { describe, expect, it } from 'vitest'
import type { LogLine } from '../shared/types'
import { ansi, firstError, rowsOf } from './log'

const lines: LogLine[] = [{ event: '::group::Sources' }, { event: 'inside' }, { event: '::endgroup::' }, { event: 'Hello', level: 'info' }, { event: 'It broke', level: 'error' }]
const all = { find: '', errorsOnly: false, closed: new Set<number>() }

describe('rowsOf', () => {
  it('leaves out the ends of groups', () => expect(rowsOf(lines, all).map((row) => row.number)).toEqual([1, 2, 4, 5]))

  it('hides what is in a closed group', () => expect(rowsOf(lines, { ...all, closed: new Set([1]) }).map((row) => row.number)).toEqual([1, 4, 5]))

  it('finds what is in a closed group', () => expect(rowsOf(lines, { ...all, find: 'INSIDE', closed: new Set([1]) }).map((row) => row.number)).toEqual([2]))

  it('shows errors only', () => expect(rowsOf(lines, { ...all, errorsOnly: true }).map((row) => row.number)).toEqual([5]))
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
