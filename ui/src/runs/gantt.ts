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
}

export interface Bar {
  id: string
  label: string
  state: string | null
  taskId: string
  mapIndex: number
  /** Shares of the whole width. */
  wait: number
  start: number
  end: number
  waited: number
  took: number
}

export interface Chart {
  from: number
  to: number
  bars: Bar[]
}

/** Where each task's waiting and running stand in the time of the run; what runs still ends now. */
export function chartOf(tasks: GanttTask[], now: number): Chart {
  const begun = tasks.filter((task) => task.start_date !== null)
  const times = begun.flatMap((task) => [Date.parse(task.queued_dttm ?? task.start_date ?? ''), task.end_date ? Date.parse(task.end_date) : now])
  if (times.length === 0) return { from: now, to: now, bars: [] }
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const share = (time: number) => (to > from ? (time - from) / (to - from) : 0)
  return {
    from,
    to,
    bars: begun.map((task, index) => {
      const start = Date.parse(task.start_date ?? '')
      const wait = Math.min(start, Date.parse(task.queued_dttm ?? task.start_date ?? ''))
      const end = task.end_date ? Date.parse(task.end_date) : now
      return {
        id: `${task.task_id} ${task.try_number} ${index}`,
        label: task.is_mapped ? `${task.task_display_name} [${task.map_index}]` : task.task_display_name,
        taskId: task.task_id,
        mapIndex: task.map_index,
        state: task.state,
        wait: share(wait),
        start: share(start),
        end: share(end),
        waited: (start - wait) / 1000,
        took: (end - start) / 1000,
      }
    }),
  }
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400]

/** Round numbers of seconds since the beginning, at most so many. */
export function ticksOf(seconds: number, most: number): number[] {
  const step = steps.find((one) => seconds / one <= most) ?? Math.ceil(seconds / most)
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step)
}
