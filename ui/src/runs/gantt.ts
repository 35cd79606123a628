export interface GanttTask {
  task_id: string
  task_display_name: string
  try_number: number
  state: string | null
  scheduled_dttm: string | null
  queued_dttm: string | null
  start_date: string | null
  end_date: string | null
  is_mapped: boolean
  map_index: number
  group_id: string | null
}

export interface GanttGroup {
  group_id: string
  parent_id: string | null
}

/** One try: shares of the whole width, and seconds. */
export interface Bar {
  id: string
  attempt: number
  state: string | null
  wait: number
  start: number
  end: number
  waited: number
  took: number
}

/** An instance with all its tries, or a group with what its tasks took from the first to the last. */
export interface Row {
  id: string
  label: string
  depth: number
  bars: Bar[]
  /** null: it is a group. */
  task: { taskId: string; mapIndex: number } | null
}

export interface Chart {
  from: number
  to: number
  rows: Row[]
}

const queuedOf = (task: GanttTask): number => Math.min(Date.parse(task.start_date ?? ''), Date.parse(task.queued_dttm ?? task.start_date ?? ''))
const endOf = (task: GanttTask, now: number): number => (task.end_date ? Date.parse(task.end_date) : now)

/** Where the waiting and running of each try stand in the time of the run, by groups; what runs still ends now, and what is in a closed group is not there. */
export function chartOf(tasks: GanttTask[], now: number, groups: GanttGroup[] = [], closed: ReadonlySet<string> = new Set()): Chart {
  const begun = tasks.filter((task) => task.start_date !== null)
  const times = begun.flatMap((task) => [queuedOf(task), endOf(task, now)])
  if (times.length === 0) return { from: now, to: now, rows: [] }
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const share = (time: number) => (to > from ? (time - from) / (to - from) : 0)
  const barOf = (task: GanttTask): Bar => {
    const [wait, start, end] = [queuedOf(task), Date.parse(task.start_date ?? ''), endOf(task, now)]
    return { id: String(task.try_number), attempt: task.try_number, state: task.state, wait: share(wait), start: share(start), end: share(end), waited: (start - wait) / 1000, took: (end - start) / 1000 }
  }
  const known = new Set(groups.map((group) => group.group_id))
  const inside = (parent: string | null, depth: number): { from: number; tasks: GanttTask[]; rows: Row[] }[] => {
    const own = byInstance(begun.filter((task) => (task.group_id !== null && known.has(task.group_id) ? task.group_id : null) === parent)).map((tries) => ({
      from: queuedOf(tries[0]!),
      tasks: tries,
      rows: [{ id: `${tries[0]!.task_id} ${tries[0]!.map_index}`, label: labelOf(tries[0]!), depth, bars: tries.map(barOf), task: { taskId: tries[0]!.task_id, mapIndex: tries[0]!.map_index } }],
    }))
    const folded = groups
      .filter((group) => group.parent_id === parent)
      .flatMap((group) => {
        const parts = inside(group.group_id, depth + 1)
        const all = parts.flatMap((one) => one.tasks)
        if (all.length === 0) return []
        const [first, last] = [Math.min(...all.map(queuedOf)), Math.max(...all.map((task) => endOf(task, now)))]
        const span: Bar = { id: 'span', attempt: 0, state: null, wait: share(first), start: share(first), end: share(last), waited: 0, took: (last - first) / 1000 }
        const head: Row = { id: group.group_id, label: group.group_id, depth, bars: [span], task: null }
        return [{ from: first, tasks: all, rows: closed.has(group.group_id) ? [head] : [head, ...parts.flatMap((one) => one.rows)] }]
      })
    return [...own, ...folded].toSorted((left, right) => left.from - right.from)
  }
  return { from, to, rows: inside(null, 0).flatMap((one) => one.rows) }
}

const labelOf = (task: GanttTask): string => (task.is_mapped ? `${task.task_display_name} [${task.map_index}]` : task.task_display_name)

/** The tries of each instance together, the first one first. */
function byInstance(tasks: GanttTask[]): GanttTask[][] {
  const found = new Map<string, GanttTask[]>()
  for (const task of tasks) {
    const key = `${task.task_id} ${task.map_index}`
    found.set(key, [...(found.get(key) ?? []), task])
  }
  return [...found.values()].map((tries) => tries.toSorted((left, right) => left.try_number - right.try_number))
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400]

/** Round numbers of seconds since the beginning, at most so many. */
export function ticksOf(seconds: number, most: number): number[] {
  const step = steps.find((one) => seconds / one <= most) ?? Math.ceil(seconds / most)
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step)
}
