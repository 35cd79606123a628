import { describe, expect, it } from 'vitest'
import { framesOf } from './frames'

const frame = (filename: string, name = 'f') => ({ filename, lineno: 1, name })

describe('framesOf', () => {
  it('gathers what is of libraries', () =>
    expect(framesOf([frame('/dags/a.py'), frame('/x/site-packages/p.py'), frame('/x/site-packages/q.py'), frame('/dags/b.py')]).map((part) => [part.isOwn, part.frames.length])).toEqual([
      [true, 1],
      [false, 2],
      [true, 1],
    ]))

  it('knows those of .NET by their names', () => expect(framesOf([frame('/dags/a.cs', 'Program.<Main>$'), frame('/_/src/Task.cs', 'System.Threading.Tasks.Task.Run')]).map((part) => part.isOwn)).toEqual([true, false]))

  it('shows a trace of libraries alone', () => expect(framesOf([frame('/x/site-packages/p.py')]).map((part) => part.isOwn)).toEqual([true]))
})
