import type { Language } from './language'

/** The parts of the application, by their modules, that the page at an address is drawn with; none where it is not one of those that are opened most. */
export function partsOf(path: string): string[] {
  const [place, , kind, , tasks] = path.split('/').filter(Boolean)
  if (place === 'workers') return ['workers/WorkersPage']
  if (place !== 'dags') return []
  const graph = path.endsWith('/graph') ? ['graph/GraphView'] : []
  if (path === '/dags') return ['dags/DagsPage']
  if (tasks === 'tasks') return ['tasks/TaskPage']
  if (kind === 'runs' && path.split('/').length > 4) return ['runs/RunPage', ...graph]
  return kind === 'tasks' || kind === 'compare' ? [] : ['dags/DagPage', ...graph]
}

/** The part that holds the words of a language; English has none. */
export const wordsOf = (language: Language): string[] => (language === 'en' ? [] : [`words/${language}`])
