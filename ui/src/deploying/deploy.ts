import type { Graph, GraphNode } from '../shared/types'

export type Change = 'unchanged' | 'added' | 'changed' | 'removed'

export interface DeployProblem {
  file: string
  line: number | null
  column: number | null
  code: string
  message: string
  detail: string
  is_error: boolean
}

export interface DeployedDag {
  dag_id: string
  file: string
  change: Change
  tasks: string[]
  tasks_added: string[]
  tasks_removed: string[]
  tasks_changed: string[]
  /** As "upstream >> downstream". */
  edges: string[]
  edges_added: string[]
  edges_removed: string[]
  schedule: string | null
  schedule_before: string | null
  is_paused: boolean
  next_runs: string[]
}

export interface Deployment {
  is_live: boolean
  is_valid: boolean
  files: { path: string; change: Change; hash: string | null; size: number }[]
  problems: DeployProblem[]
  dags: DeployedDag[]
}

/** A file that is to be deployed, with its place below the folder. */
export interface Dropped {
  path: string
  file: File
}

/** Where something is wrong, as compilers say it. */
export const placeOf = ({ file, line, column }: DeployProblem): string => (line === null ? file : `${file}(${line}${column === null ? '' : `,${column}`})`)

/** The line of the file that a problem is about. */
export function lineOf(problem: DeployProblem, texts: ReadonlyMap<string, string>): string | null {
  const text = problem.line === null ? undefined : [...texts].find(([path]) => problem.file === path || problem.file.endsWith(`/${path}`))?.[1]
  return text?.split('\n')[(problem.line ?? 0) - 1]?.trimEnd() ?? null
}

/** What becomes of each task of a DAG, also of those that go. */
export function changesOf(dag: DeployedDag): Map<string, Change> {
  const changes = new Map<string, Change>(dag.tasks.map((task) => [task, 'unchanged']))
  for (const task of dag.tasks_changed) changes.set(task, 'changed')
  for (const task of dag.tasks_added) changes.set(task, 'added')
  for (const task of dag.tasks_removed) changes.set(task, 'removed')
  return changes
}

const ends = (edge: string): [string, string] => edge.split(' >> ') as [string, string]

/** The DAG as it is and as it will be in one graph. */
export function graphOf(dag: DeployedDag): Pick<Graph, 'nodes' | 'edges'> & { gone: ReadonlySet<string>; fresh: ReadonlySet<string> } {
  const nodes = [...changesOf(dag).keys()].map((id): GraphNode => ({ id, label: id, type: 'task', children: null, is_mapped: false, setup_teardown_type: null, operator: null }))
  const edges = [...dag.edges, ...dag.edges_removed].map((edge) => {
    const [source, target] = ends(edge)
    return { source_id: source, target_id: target, is_setup_teardown: null, label: null }
  })
  const key = (edge: string) => ends(edge).join(' ')
  return { nodes, edges, gone: new Set(dag.edges_removed.map(key)), fresh: new Set(dag.edges_added.map(key)) }
}

/** What is dropped beside DAG files and is none of them. */
export const isKept = (path: string): boolean => !path.split('/').some((part) => part === 'bin' || part === 'obj' || (part.startsWith('.') && part !== '.airflowignore'))

/** All files of a drop, those of folders with their paths. */
export async function droppedFiles(data: DataTransfer): Promise<Dropped[]> {
  // what was dropped can be asked for in this turn only
  const items = [...data.items].filter((item) => item.kind === 'file').map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const found = await Promise.all(items.map(async ({ entry, file }) => (entry ? read(entry, '') : file ? [{ path: file.name, file }] : [])))
  return found.flat().filter(({ path }) => isKept(path))
}

async function read(entry: FileSystemEntry, folder: string): Promise<Dropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [{ path: `${folder}${entry.name}`, file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: FileSystemEntry[] = []
  // a folder is told by a hundred entries at a time
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    inside.push(...some)
  }
  return (await Promise.all(inside.map((one) => read(one, `${folder}${entry.name}/`)))).flat()
}
