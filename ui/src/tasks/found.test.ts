import { expect, it } from 'vitest'
import { lineAddress, logsOf, type Match } from './found'

const match = (of: Partial<Match>): Match => ({ task_id: 'a', map_index: -1, try_number: 1, line: 3, level: null, timestamp: null, excerpt: 'x', has_more: false, ...of })
const found = (...matches: Match[]) => ({ matches, tries: 1, bytes: 1, unread: [], next: null })

it('puts what belongs to one log together, also when it came in two answers', () => {
  const logs = logsOf([found(match({}), match({ try_number: 2 })), found(match({ try_number: 2, line: 9 }), match({ map_index: 0 }))])
  expect(logs.map((log) => [log.key, log.matches.map((one) => one.line)])).toEqual([
    ['a -1 1', [3]],
    ['a -1 2', [3, 9]],
    ['a 0 1', [3]],
  ])
})

it('leads to the line of the try', () => {
  expect(lineAddress('d', 'manual__2026-01-01T00:00:00+00:00', match({ line: 7 }))).toBe('/dags/d/runs/manual__2026-01-01T00%3A00%3A00%2B00%3A00/tasks/a?try_number=1#L7')
  expect(lineAddress('d', 'r', match({ map_index: 2, try_number: 3 }))).toBe('/dags/d/runs/r/tasks/a/mapped/2?try_number=3#L3')
})
