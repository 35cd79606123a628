import { describe, expect, it } from 'vitest'
import { aroundAsked } from '../early/questions'
import { rootedAt } from './TaskAround'

describe('what hangs together with a task', () => {
  it.each([
    [{}, {}],
    [{ include_upstream: 'true', depth: '2' }, {}],
    [{ root: 'load', include_upstream: 'true', depth: '2' }, { root: 'load', include_upstream: true, include_downstream: undefined, depth: 2 }],
    [{ root: 'load', include_downstream: 'true' }, { root: 'load', include_upstream: undefined, include_downstream: true, depth: undefined }],
  ])('%o asks for %o', (search, asked) => expect(aroundAsked(search)).toEqual(asked))

  it('goes both ways, until one was chosen', () => {
    expect(rootedAt('a', {})).toEqual({ root: 'a', include_upstream: 'true', include_downstream: 'true' })
    expect(rootedAt('b', { include_upstream: 'true' })).toEqual({ root: 'b', include_upstream: 'true', include_downstream: undefined })
    expect(rootedAt('b', { include_downstream: 'true' })).toEqual({ root: 'b', include_upstream: undefined, include_downstream: 'true' })
  })
})
