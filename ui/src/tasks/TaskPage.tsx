import { Button, Group, Loader, Menu, Stack, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { NotFound } from '../app/NotFound'
import { attemptShown, taskQuestion } from '../early/questions'
import { asks } from '../questions/question'
import { QUESTIONS, questionTab } from '../questions/tab'
import { ClearModal } from '../runs/ClearModal'
import { AssetEvents, AuditTable, CodeView, lateTabs } from '../runs/lateTabs'
import { HoldModal } from '../runs/HoldModal'
import { MarkModal } from '../runs/MarkModal'
import { NoteEditor } from '../runs/NoteEditor'
import { AnchorLink } from '../shared/AnchorLink'
import { ApiError, asking, part } from '../shared/api'
import { PageTabs } from '../shared/PageTabs'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { StateBadge } from '../shared/StateBadge'
import { isUnfinished } from '../shared/states'
import { duration } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { LogSearch } from './LogSearch'
import { LogView } from './LogView'
import { MappedTable } from './MappedTable'
import { TrySelect } from './TrySelect'
import { WhyPanel } from './WhyPanel'

const XComTable = lazy(() => import('./XComTable'))
const TaskState = lazy(() => import('./TaskState'))
const TaskQuestion = lazy(() => import('../questions/TaskQuestion'))
const TaskFacts = lazy(() => import('./TaskFacts'))
const Rendered = lazy(() => import('./Rendered'))

const tabs: Record<string, () => string> = {
  logs: () => t('Log'),
  rendered_templates: () => t('Rendered'),
  xcom: () => t('XComs'),
  'task-state-store': () => t('State'),
  ...lateTabs,
}

interface Where {
  dagId: string
  runId: string
  taskId: string
  mapIndex?: string
}

/** The page of one task instance. */
export function TaskPage() {
  const where = useParams({ strict: false }) as Where & { tab?: string }
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const base = `/dags/$dagId/runs/$runId/tasks/$taskId${where.mapIndex === undefined ? '' : '/mapped/$mapIndex'}`
  const open = (next: string) => void navigate({ to: next === 'logs' ? base : `${base}/$tab`, params: { ...where, tab: next }, search: search.try_number ? { try_number: search.try_number } : {} } as never)
  return <TaskView where={where} tab={where.tab ?? 'logs'} onOpen={open} />
}

/** One task instance: why it is as it is, its log, and what it made. */
export function TaskView({ where, tab, onOpen }: { where: Where; tab: string; onOpen: (tab: string) => void }) {
  const { dagId, runId, taskId, mapIndex } = where
  const run = `/api/v2/dags/${part(dagId)}/dagRuns/${part(runId)}`
  const path = taskQuestion(dagId, runId, taskId, mapIndex)
  const index = mapIndex === undefined ? -1 : Number(mapIndex)
  const task = useQuery({ queryKey: ['task', dagId, runId, taskId, index], ...asking<TaskInstance>(path) })
  if (!(tab in tabs) && tab !== QUESTIONS) return <NotFound />
  const isMapped = mapIndex === undefined && task.error instanceof ApiError && task.error.status === 404
  if (isMapped) return <MappedTable dagId={dagId} runId={runId} taskId={taskId} error={task.error} />
  if (task.error) return <Problem error={task.error} retry={() => void task.refetch()} />
  if (!task.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const isAsking = task.data.state === 'awaiting_input'

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Head task={task.data} index={index} />
        <Group gap="xs">
          {isAsking && tab !== QUESTIONS && (
            <Button size="xs" variant="light" color="orange" c="inherit" onClick={() => onOpen(QUESTIONS)}>
              {t('Answer…')}
            </Button>
          )}
          <Actions task={task.data} />
        </Group>
      </Group>
      {tab === 'logs' && <WhyPanel task={task.data} path={path} />}
      <NoteEditor path={path} note={task.data.note} queryKey={['task', dagId, runId, taskId, index]} dagId={dagId} resource="Task Instances" />
      <PageTabs tabs={{ ...questionTab(isAsking ? 1 : 0, tab === QUESTIONS || asks(task.data)), ...tabs }} tab={tab} onOpen={onOpen}>
        <Content tab={tab} run={run} path={path} task={task.data} />
      </PageTabs>
    </Stack>
  )
}

function Content({ tab, run, path, task }: { tab: string; run: string; path: string; task: TaskInstance }) {
  switch (tab) {
    case 'rendered_templates':
      return <Rendered fields={task.rendered_fields} />
    case 'xcom':
      return <XComTable run={run} task={task} />
    case 'task-state-store':
      return <TaskState run={run} task={task} />
    case 'asset_events':
      return <AssetEvents fixed={{ source_dag_id: task.dag_id, source_run_id: task.dag_run_id, source_task_id: task.task_id, source_map_index: String(task.map_index) }} />
    case QUESTIONS:
      return <TaskQuestion task={task} />
    case 'events':
      return <AuditTable fixed={{ dag_id: task.dag_id, run_id: task.dag_run_id, task_id: task.task_id, ...(task.map_index < 0 ? {} : { map_index: String(task.map_index) }) }} />
    case 'code':
      return <CodeView dagId={task.dag_id} version={task.dag_version?.version_number} />
    case 'details':
      return <TaskFacts task={task} path={path} />
    default:
      return <Log run={run} task={task} />
  }
}

/** The log of one try; which one stands in the address. */
function Log({ run, task }: { run: string; task: TaskInstance }) {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const [isSearched, setSearched] = useState(false)
  if (task.try_number === 0) {
    return <Text c="dimmed">{isUnfinished(task.state) ? t('It has not started yet.') : t('It never started, so there is no log.')}</Text>
  }
  const shown = attemptShown(search, task.try_number)
  return (
    <>
      {isSearched && <LogSearch dagId={task.dag_id} runId={task.dag_run_id} task={task} onOpen={(match) => void navigate({ to: '.', search: ((before: object) => ({ ...before, try_number: String(match.try_number) })) as never, hash: `L${match.line}`, replace: true })} />}
      <LogView
        key={`${task.id} ${shown}`}
        run={run}
        task={task}
        attempt={shown}
        tries={
          task.try_number > 1 && (
            <>
              <TrySelect value={shown} last={task.try_number} onChange={(text) => void navigate({ to: '.', search: ((before: object) => ({ ...before, try_number: text })) as never, replace: true })} />
              <Button size="xs" variant={isSearched ? 'filled' : 'default'} aria-expanded={isSearched} onClick={() => setSearched(!isSearched)}>
                {t('Search all tries')}
              </Button>
            </>
          )
        }
      />
    </>
  )
}

function Head({ task, index }: { task: TaskInstance; index: number }) {
  const name = `${task.task_display_name}${index >= 0 ? ` [${task.rendered_map_index ?? index}]` : ''}`
  const params = { dagId: task.dag_id, runId: task.dag_run_id }
  return (
    <Group gap="sm">
      <AnchorLink to="/dags/$dagId" params={params} size="sm">
        {task.dag_id}
      </AnchorLink>
      <AnchorLink to="/dags/$dagId/runs/$runId" params={params} size="sm">
        {task.dag_run_id}
      </AnchorLink>
      {index >= 0 && (
        <AnchorLink to="/dags/$dagId/runs/$runId/tasks/$taskId/mapped" params={{ ...params, taskId: task.task_id }} size="sm">
          {t('all instances')}
        </AnchorLink>
      )}
      <PageTitle name={name} />
      <span aria-live="polite">
        <StateBadge state={task.state} />
      </span>
      {task.try_number > 0 && <Text size="sm">{t('Try {{number}}', { number: task.try_number })}</Text>}
      {task.dag_version && <Text size="sm">v{task.dag_version.version_number}</Text>}
      {task.operator_name && <Text size="sm" c="dimmed">{task.operator_name}</Text>}
      {task.duration !== null && task.try_number > 0 && <Text size="sm">{duration(task.duration)}</Text>}
      <AnchorLink to="/dags/$dagId/tasks/$taskId" params={{ ...params, taskId: task.task_id }} size="sm">
        {t('in all runs')}
      </AnchorLink>
    </Group>
  )
}

function Actions({ task }: { task: TaskInstance }) {
  const may = useMay(task.dag_id)
  const [open, setOpen] = useState<'clear' | 'hold' | 'success' | 'failed' | 'skipped' | null>(null)
  const mayEdit = may('can_edit', 'Task Instances')
  useHotkeys([
    ['shift+C', () => mayEdit && setOpen('clear')],
    ['shift+S', () => mayEdit && setOpen('success')],
    ['shift+F', () => mayEdit && setOpen('failed')],
  ])
  if (!mayEdit) return null
  const path = `/api/v2/dags/${part(task.dag_id)}/dagRuns/${part(task.dag_run_id)}/taskInstances/${part(task.task_id)}`
  const isWaiting = isUnfinished(task.state) && task.state !== 'running'
  const place = { dagId: task.dag_id, runId: task.dag_run_id, task: { taskId: task.task_id, mapIndex: task.map_index } }
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => setOpen('clear')}>
        {t('Run again…')}
      </Button>
      {isWaiting && (
        <Button size="xs" variant="default" onClick={() => setOpen('hold')}>
          {t('Hold…')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default">
            {t('Mark as')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('success')}>{t('Success')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('failed')}>{t('Failed')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('skipped')}>{t('Skipped')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'hold' && <HoldModal name={task.task_id} path={path} mapIndex={task.map_index} onClose={() => setOpen(null)} />}
      {open === 'clear' && <ClearModal {...place} onClose={() => setOpen(null)} />}
      {open && open !== 'clear' && open !== 'hold' && <MarkModal {...place} state={open} onClose={() => setOpen(null)} />}
    </Group>
  )
}
