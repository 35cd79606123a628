import { describe, expect, it } from 'vitest'
import { lineDiff } from './lineDiff'

const shown = (before: string, after: string) => lineDiff(before, after).map((line) => `${{ same: ' ', old: '-', new: '+' }[line.kind]}${line.text}`)

describe('lineDiff', () => {
  it('shows what is the same once', () => expect(shown('a\nb', 'a\nb')).toEqual([' a', ' b']))

  it('shows a changed line as an old and a new one', () => expect(shown('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']))

  it('shows what was added', () => expect(shown('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']))

  it('shows what was taken away', () => expect(shown('a\nb\nc', 'a\nc')).toEqual([' a', '-b', ' c']))

  it('numbers the lines of the new text', () => expect(lineDiff('a\nb', 'b\nc').map((line) => line.number)).toEqual([null, 1, 2]))
})
