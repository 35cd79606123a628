import { describe, expect, it } from 'vitest'
import { rootError } from './rootError'

describe('rootError', () => {
  it('is the last line of level error', () =>
    expect(rootError([{ event: 'a', level: 'error' }, { event: 'b', level: 'error' }, { event: 'c', level: 'info' }])).toBe('b'))

  it('is a line that names an exception where none has a level', () =>
    expect(rootError([{ event: 'start' }, { event: 'System.InvalidOperationException: boom' }, { event: 'end' }])).toBe('System.InvalidOperationException: boom'))

  it('is the exception where the line has one', () =>
    expect(rootError([{ event: 'Task failed with exception', level: 'error', error_detail: [{ exc_type: 'ValueError', exc_value: 'boom' }] }])).toBe('ValueError: boom'))

  it('is nothing where nothing went wrong', () => expect(rootError([{ event: 'fine', level: 'info' }])).toBeNull())
})
