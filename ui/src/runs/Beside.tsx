import { Button, Group, Loader } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, type ReactNode } from 'react'
import { runAddress, instanceAddress } from '../shared/addresses'
import { useBeside } from '../shared/beside'
import { Part, withOwn } from '../shared/part'
import { PlainLink } from '../shared/PlainLink'
import { Split } from '../shared/Split'
import { t } from '../shared/words'

const RunView = lazy(() => import('./RunPage').then((file) => ({ default: file.RunView })))
const TaskView = lazy(() => import('../tasks/TaskPage').then((file) => ({ default: file.TaskView })))

const PART = 'at_'

/** A grid, graph or Gantt chart, and beside it what was clicked in it. */
export function Beside({ dagId, children }: { dagId: string; children: ReactNode }) {
  const beside = useBeside(dagId)
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  useHotkeys([['Escape', () => beside.place && beside.close()]])
  const { place } = beside
  if (!beside.isWide) return children
  const onOpen = (tab: string) => void navigate({ to: '.', search: ((before: Record<string, string | undefined>) => withOwn(before, { tab }, PART)) as never, replace: true })
  const href = place && (place.taskId === undefined ? runAddress(dagId, place.runId) : instanceAddress({ dag_id: dagId, dag_run_id: place.runId, task_id: place.taskId, map_index: place.mapIndex ?? -1 }))
  return (
    <Split
      left={children}
      right={
        place &&
        href && (
          <Part.Provider value={PART}>
            <Group gap="xs" justify="flex-end">
              <PlainLink href={href}>{t('Open as a page')}</PlainLink>
              <Button size="compact-xs" variant="default" onClick={beside.close}>
                {t('Close')}
              </Button>
            </Group>
            <Suspense fallback={<Loader role="progressbar" aria-label={t('Loading')} />}>
              {place.taskId === undefined ? (
                <RunView key={place.runId} dagId={dagId} runId={place.runId} tab={search.at_tab ?? 'tasks'} onOpen={onOpen} />
              ) : (
                <TaskView
                  key={`${place.runId} ${place.taskId} ${place.mapIndex ?? ''}`}
                  where={{ dagId, runId: place.runId, taskId: place.taskId, ...(place.mapIndex === undefined ? {} : { mapIndex: String(place.mapIndex) }) }}
                  tab={search.at_tab ?? 'logs'}
                  onOpen={onOpen}
                />
              )}
            </Suspense>
          </Part.Provider>
        )
      }
    />
  )
}
