import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dagsQuestion, firstQuestions, gridAsked, nextQuestion } from './questions'

beforeEach(() => {
  vi.stubGlobal('innerWidth', 1440)
  vi.useFakeTimers({ now: new Date('2026-03-01T12:00:42Z') })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('what a page asks first', () => {
  it.each([
    ['/', {}, ['/ui/home?start_date=2026-02-28T12%3A00%3A00.000Z']],
    ['/', { hours: '1' }, ['/ui/home?start_date=2026-03-01T11%3A00%3A00.000Z']],
    ['/variables', {}, []],
    ['/dags', { tag: 'a,b' }, [dagsQuestion({ tag: 'a,b' })]],
    ['/dags/my%20dag', {}, ['/ui/dag/my%20dag', '/ui/grid/my%20dag?limit=50&offset=0&order_by=-run_after']],
    ['/dags/d/graph', {}, ['/ui/dag/d', '/ui/graph/d']],
    ['/dags/d/graph', { root: 't', include_upstream: 'true', deps: 'outside' }, ['/ui/dag/d', '/ui/graph/d?external_dependencies=true&root=t&include_upstream=true']],
    ['/dags/d/runs/r/graph', {}, ['/ui/run/d/r', '/ui/graph/d?run_id=r']],
    ['/dags/d', { root: 't', include_downstream: 'true', depth: '2' }, ['/ui/dag/d', '/ui/grid/d?limit=50&offset=0&root=t&include_downstream=true&depth=2&order_by=-run_after']],
    ['/dags/d/runs', {}, ['/ui/dag/d']],
    ['/dags/d/runs/r', {}, ['/ui/run/d/r', '/api/v2/dags/d/dagRuns/r/taskInstances?order_by=start_date&limit=50&offset=0']],
    ['/dags/d/runs/r', { page: '2', order: '-state' }, ['/ui/run/d/r', '/api/v2/dags/d/dagRuns/r/taskInstances?order_by=-state&limit=50&offset=50']],
    ['/dags/d/runs/r', { state: 'failed' }, ['/ui/run/d/r']],
    ['/dags/d/runs/r/gantt', {}, ['/ui/run/d/r']],
    ['/dags/d/runs/r/tasks/g.t', {}, ['/api/v2/dags/d/dagRuns/r/taskInstances/g.t']],
    ['/dags/d/runs/r/tasks/t/xcom', {}, ['/api/v2/dags/d/dagRuns/r/taskInstances/t']],
    ['/dags/d/runs/r/tasks/t/mapped', {}, []],
    ['/dags/d/runs/r/tasks/group/g', {}, []],
    ['/dags/d/runs/r/tasks/t/mapped/2', {}, ['/api/v2/dags/d/dagRuns/r/taskInstances/t/2']],
    ['/dags/d/compare', {}, []],
    ['/workers', {}, ['/ui/workers']],
  ])('%s %o', (path, search, questions) => expect(firstQuestions(path, search)).toEqual(['/ui/session', ...questions]))

  const task = (map_index: number, try_number: number) => ({ dag_id: 'd', dag_run_id: 'r/1', task_id: 't', map_index, try_number })

  it.each([
    ['/dags/d/runs/r%2F1/tasks/t', {}, task(-1, 2), '/ui/log/d/r%2F1/t/2?map_index=-1'],
    ['/dags/d/runs/r%2F1/tasks/t', { try_number: '1' }, task(-1, 2), '/ui/log/d/r%2F1/t/1?map_index=-1'],
    ['/dags/d/runs/r%2F1/tasks/t', { try_number: '3' }, task(-1, 2), '/ui/log/d/r%2F1/t/2?map_index=-1'],
    ['/dags/d/runs/r%2F1/tasks/t/mapped/0/logs', {}, task(0, 1), '/ui/log/d/r%2F1/t/1?map_index=0'],
    ['/dags/d/runs/r%2F1/tasks/t', {}, task(-1, 0), null],
    ['/dags/d/runs/r%2F1/tasks/t/details', {}, task(-1, 2), null],
  ])('%s %o goes on to the log of the try', (path, search, answer, next) => {
    const question = firstQuestions(path, search).at(-1)!
    expect(nextQuestion(path, search, question, answer)).toBe(next)
    expect(nextQuestion(path, search, '/ui/session', answer)).toBeNull()
  })

  it('is of the list what its address says', () => expect(dagsQuestion({ state: 'paused', page: '3' })).toBe('/ui/dags?paused=true&dag_runs_limit=14&limit=50&offset=100'))

  it.each([
    [{ state: 'questions' }, 'has_pending_actions=true'],
    [{ owner: 'ada' }, 'owners=ada'],
    [{ any: 'failed' }, 'dag_run_state=failed'],
    [{ tag: 'a,b' }, 'tags=a&tags=b&tags_match_mode=all'],
    [{ tag: 'a,b', match: 'any' }, 'tags=a&tags=b&tags_match_mode=any'],
  ])('%o is asked as %s', (search, asked) => expect(dagsQuestion(search)).toContain(asked))

  it.each([
    [390, {}, 10],
    [900, {}, 25],
    [1440, {}, 50],
    [390, { limit: '100' }, 100],
    [1440, { limit: '7' }, 50],
  ])('in a window %i wide with %o, a grid shows %i runs', (width, search, runs) => {
    vi.stubGlobal('innerWidth', width)
    expect(gridAsked(search).limit).toBe(runs)
  })
})
