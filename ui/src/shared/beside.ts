import { useMediaQuery } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'

const OFF = 'beside-off'

/** Narrower windows have no room for two things beside each other. */
export const WIDE = '(min-width: 75em)'

/** A run, or one of its task instances. */
export interface BesidePlace {
  runId: string
  taskId?: string | undefined
  mapIndex?: number | undefined
}

/** Whether what is clicked in a grid, graph or Gantt chart opens beside it; chosen in this browser. */
export const besideChosen = (): boolean => localStorage.getItem(OFF) === null

export function chooseBeside(isOn: boolean): void {
  if (isOn) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, '1')
}

/** What stands beside the page, by its address. */
export function besideOf(search: Record<string, string | undefined>): BesidePlace | null {
  const { at_run: runId, at_task: taskId, at_index: index } = search
  return runId ? { runId, taskId, mapIndex: index === undefined || !/^\d+$/.test(index) ? undefined : Number(index) } : null
}

/** Opens a run or a task instance beside what is shown where there is room for it, else on its page. */
export function useBeside(dagId: string) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false }) ?? false
  const change = (changed: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: ((before: object) => Object.fromEntries(Object.entries({ ...Object.fromEntries(Object.entries(before).filter(([name]) => !name.startsWith('at_'))), ...changed }).filter(([, value]) => value !== undefined))) as never, replace: true })
  const toPage = ({ runId, taskId, mapIndex }: BesidePlace) => {
    if (taskId === undefined) void navigate({ to: '/dags/$dagId/runs/$runId', params: { dagId, runId } })
    else if (mapIndex === undefined || mapIndex < 0) void navigate({ to: '/dags/$dagId/runs/$runId/tasks/$taskId', params: { dagId, runId, taskId } })
    else void navigate({ to: '/dags/$dagId/runs/$runId/tasks/$taskId/mapped/$mapIndex', params: { dagId, runId, taskId, mapIndex: String(mapIndex) } })
  }
  const place = isWide ? besideOf(search) : null
  return {
    place,
    isWide,
    toPage,
    open: (next: BesidePlace) => (isWide && (place !== null || besideChosen()) ? change({ at_run: next.runId, at_task: next.taskId, at_index: next.mapIndex === undefined || next.mapIndex < 0 ? undefined : String(next.mapIndex) }) : toPage(next)),
    close: () => change({}),
  }
}
