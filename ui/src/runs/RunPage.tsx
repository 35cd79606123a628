import { Button, Group, Loader, Menu, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, lazy, useState, type ReactNode } from 'react'
import { NotFound } from '../app/NotFound'
import { QuestionsButton } from '../questions/QuestionsButton'
import { QUESTIONS, questionTab } from '../questions/tab'
import { useQuestionsAgain } from '../questions/useQuestionsAgain'
import { GraphView } from '../graph/late'
import { AnchorLink } from '../shared/AnchorLink'
import { runPageQuestion, runQuestion } from '../early/questions'
import { asking, send } from '../shared/api'
import { DeleteModal } from '../shared/DeleteModal'
import { PageTabs } from '../shared/PageTabs'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { StateBadge } from '../shared/StateBadge'
import { Kind } from '../shared/KindMark'
import { Time } from '../shared/Time'
import { duration } from '../shared/time'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'
import { usePart } from '../shared/part'
import { useBeside } from '../shared/beside'
import { Beside } from './Beside'
import { ClearModal } from './ClearModal'
import { Fact } from './Fact'
import { AssetEvents, AuditTable, CodeView, lateTabs } from './lateTabs'
import { HoldModal } from './HoldModal'
import { MarkModal } from './MarkModal'
import { NoteEditor } from './NoteEditor'
import { RunAhead, type RunWithAhead } from './RunInsight'
import { RunTasks } from './RunTasks'

const TriggerModal = lazy(() => import('../dags/TriggerModal'))
const GanttView = lazy(() => import('./GanttView'))
const RunLogs = lazy(() => import('./RunLogs'))
const QuestionList = lazy(() => import('../questions/QuestionList'))
const RunFacts = lazy(() => import('./RunFacts'))

const tabs: Record<string, () => string> = {
  tasks: () => t('Task instances'),
  graph: () => t('Graph'),
  gantt: () => t('Gantt'),
  logs: () => t('Logs'),
  ...lateTabs,
}

/** The page of a run. */
export function RunPage() {
  const { dagId, runId, tab = 'tasks', groupId } = useParams({ strict: false }) as { dagId: string; runId: string; tab?: string; groupId?: string }
  const navigate = useNavigate()
  const open = (next: string) => void (next === 'tasks' ? navigate({ to: '/dags/$dagId/runs/$runId', params: { dagId, runId } }) : navigate({ to: '/dags/$dagId/runs/$runId/$tab', params: { dagId, runId, tab: next } }))
  return <RunView dagId={dagId} runId={runId} tab={tab} groupId={groupId} onOpen={open} />
}

interface Props {
  dagId: string
  runId: string
  tab: string
  groupId?: string | undefined
  onOpen: (tab: string) => void
}

/** One run: how it is, its tasks, and what can be done with it. */
export function RunView({ dagId, runId, tab, groupId, onOpen }: Props) {
  const path = runQuestion(dagId, runId)
  const run = useQuery({ queryKey: ['run', dagId, runId], ...asking<RunWithAhead>(runPageQuestion(dagId, runId)) })
  const questions = run.data?.ahead?.open_questions ?? 0
  useQuestionsAgain(dagId, ['run', dagId, runId], questions)
  if (!(tab in tabs) && tab !== QUESTIONS) return <NotFound />
  if (run.error) return <Problem error={run.error} retry={() => void run.refetch()} />
  if (!run.data) return <Loader role="progressbar" aria-label={t('Loading')} />

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="sm">
          <AnchorLink to="/dags/$dagId" params={{ dagId }} size="sm">
            {dagId}
          </AnchorLink>
          <PageTitle name={runId} />
          <span aria-live="polite">
            <StateBadge state={run.data.state} />
          </span>
        </Group>
        <Group gap="xs">
          <QuestionsButton place={{ dagId, runId }} number={questions} />
          <Actions run={run.data} path={path} />
        </Group>
      </Group>
      <Group gap="xl">
        <Fact name={t('Made')}><Kind kind={run.data.run_type} /></Fact>
        <Fact name={t('Run after')}>
          <Time at={run.data.run_after} />
        </Fact>
        <Fact name={t('Started')}>
          <Time at={run.data.start_date} />
        </Fact>
        {run.data.duration !== null && <Fact name={t('Took')}>{duration(run.data.duration)}</Fact>}
        {run.data.dag_versions.length > 0 && <Fact name={t('Version')}>{run.data.dag_versions.map((version) => `v${version.version_number}`).join(', ')}</Fact>}
        {run.data.triggering_user_name && <Fact name={t('By')}>{run.data.triggering_user_name}</Fact>}
        {run.data.conf && Object.keys(run.data.conf).length > 0 && <Fact name={t('Conf')}>{JSON.stringify(run.data.conf)}</Fact>}
      </Group>
      <RunAhead run={run.data} path={path} />
      <NoteEditor path={path} note={run.data.note} queryKey={['run', dagId, runId]} dagId={dagId} resource="DAG Runs" />
      <PageTabs tabs={{ ...tabs, ...questionTab(questions, tab === QUESTIONS) }} tab={tab} onOpen={onOpen}>
        <Content tab={tab} run={run.data} groupId={groupId} />
      </PageTabs>
    </Stack>
  )
}

function Content({ tab, run, groupId }: { tab: string; run: DagRun; groupId: string | undefined }) {
  const { dag_id: dagId, dag_run_id: runId } = run
  switch (tab) {
    case 'graph':
      return <Clicked dagId={dagId}><GraphView dagId={dagId} runId={runId} /></Clicked>
    case 'gantt':
      return <Clicked dagId={dagId}><GanttView dagId={dagId} runId={runId} /></Clicked>
    case 'logs':
      return <RunLogs dagId={dagId} runId={runId} />
    case 'asset_events':
      return <AssetEvents fixed={{ source_dag_id: dagId, source_run_id: runId }} />
    case QUESTIONS:
      return <QuestionList dagId={dagId} runId={runId} />
    case 'events':
      return <AuditTable fixed={{ dag_id: dagId, run_id: runId }} />
    case 'code':
      return <CodeView dagId={dagId} version={run.dag_versions.at(-1)?.version_number} />
    case 'details':
      return <RunFacts run={run} />
    default:
      return <RunTasks dagId={dagId} runId={runId} groupId={groupId} />
  }
}

/** What is clicked opens beside it, unless this stands beside something itself. */
function Clicked({ dagId, children }: { dagId: string; children: ReactNode }) {
  return usePart() ? children : <Beside dagId={dagId}>{children}</Beside>
}

/** What can be done with a run. */
function Actions({ run, path }: { run: DagRun; path: string }) {
  const { dag_id: dagId, dag_run_id: runId } = run
  const client = useQueryClient()
  const navigate = useNavigate()
  const may = useMay(dagId)
  const [open, setOpen] = useState<'clear' | 'again' | 'delete' | 'hold' | 'success' | 'failed' | null>(null)
  const mayEdit = may('can_edit', 'DAG Runs')
  const isOver = run.state === 'success' || run.state === 'failed'
  const mayClear = may('can_edit', 'Task Instances')
  const close = () => setOpen(null)
  const leave = async () => {
    await navigate({ to: '/dags/$dagId', params: { dagId } })
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === dagId && queryKey[0] !== 'run' })
  }
  // with a task beside it, the keys are about that
  const isCovered = useBeside(dagId).place?.taskId !== undefined
  useHotkeys([
    ['shift+C', () => mayClear && !isCovered && setOpen('clear')],
    ['shift+S', () => mayEdit && !isCovered && setOpen('success')],
    ['shift+F', () => mayEdit && !isCovered && setOpen('failed')],
  ])
  return (
    <Group gap="xs">
      {mayClear && (
        <Button size="xs" variant="default" onClick={() => setOpen('clear')}>
          {t('Run again…')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default">
            {t('More')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit && <Menu.Item onClick={() => setOpen('success')}>{t('Mark as success')}</Menu.Item>}
          {mayEdit && <Menu.Item onClick={() => setOpen('failed')}>{t('Mark as failed')}</Menu.Item>}
          {mayEdit && (
            <Menu.Item disabled={isOver} title={isOver ? t('It is over') : ''} onClick={() => setOpen('hold')}>
              {t('Hold…')}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => void navigate({ to: '/dags/$dagId/compare', params: { dagId }, search: { left: runId } })}>{t('Compare with another run')}</Menu.Item>
          {may('can_create', 'DAG Runs') && <Menu.Item onClick={() => setOpen('again')}>{t('Make a new run like this one…')}</Menu.Item>}
          {may('can_delete', 'DAG Runs') && (
            <Menu.Item color="red" onClick={() => setOpen('delete')}>
              {t('Delete…')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'clear' && <ClearModal dagId={dagId} runId={runId} onClose={close} />}
      {(open === 'success' || open === 'failed') && <MarkModal dagId={dagId} runId={runId} state={open} onClose={close} />}
      {open === 'hold' && <HoldModal name={runId} path={path} onClose={close} />}
      <Suspense>{open === 'again' && <TriggerModal dagId={dagId} conf={run.conf} onClose={close} />}</Suspense>
      {open === 'delete' && (
        <DeleteModal name={runId} remove={() => send('DELETE', path)} onGone={leave} onClose={close}>
          {t('Its task instances and XComs are deleted with it, for ever. A run of the schedule is not made again.')}
        </DeleteModal>
      )}
    </Group>
  )
}
