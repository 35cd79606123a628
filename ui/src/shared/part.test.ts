import { describe, expect, it } from 'vitest'
import { besideOf } from './beside'
import { ownOf, withOwn } from './part'

const search = { state: 'failed', at_run: 'r1', at_task: 'load', at_state: 'success' }

describe('what stands beside a page', () => {
  it('has names of its own in the address', () => {
    expect(ownOf(search, 'at_')).toEqual({ run: 'r1', task: 'load', state: 'success' })
    expect(ownOf(search, '')).toBe(search)
    expect(withOwn(search, { state: undefined, page: '2' }, 'at_')).toEqual({ state: 'failed', at_run: 'r1', at_task: 'load', at_page: '2' })
    expect(withOwn({ state: 'failed' }, { state: 'success' }, '')).toEqual({ state: 'success' })
  })

  it.each([
    [{}, null],
    [{ at_task: 'load' }, null],
    [{ at_run: 'r' }, { runId: 'r', taskId: undefined, mapIndex: undefined }],
    [{ at_run: 'r', at_task: 't', at_index: '3' }, { runId: 'r', taskId: 't', mapIndex: 3 }],
    [{ at_run: 'r', at_task: 't', at_index: 'x' }, { runId: 'r', taskId: 't', mapIndex: undefined }],
  ])('%o is %o', (address, place) => expect(besideOf(address)).toEqual(place))
})
