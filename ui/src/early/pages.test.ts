import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { languages, type Language } from './language'
import { partsOf, wordsOf } from './pages'

it.each([
  ['/', []],
  ['/dags', ['dags/DagsPage']],
  ['/dags/d', ['dags/DagPage']],
  ['/dags/d/runs', ['dags/DagPage']],
  ['/dags/d/graph', ['dags/DagPage', 'graph/GraphView']],
  ['/dags/d/compare', []],
  ['/dags/d/tasks/t', []],
  ['/dags/d/runs/r', ['runs/RunPage']],
  ['/dags/d/runs/r/graph', ['runs/RunPage', 'graph/GraphView']],
  ['/dags/d/runs/r/tasks/t', ['tasks/TaskPage']],
  ['/dags/d/runs/r/tasks/t/mapped/1', ['tasks/TaskPage']],
  ['/workers', ['workers/WorkersPage']],
  ['/variables', []],
])('%s is drawn with %o', (path, parts) => {
  expect(partsOf(path)).toEqual(parts)
  expect(parts.filter((part) => !existsSync(`src/${part}.tsx`))).toEqual([])
})

it.each(Object.keys(languages) as Language[])('the words of %s are where they are asked for', (language) =>
  expect(wordsOf(language).filter((part) => !existsSync(`src/${part}.json`))).toEqual([]),
)
