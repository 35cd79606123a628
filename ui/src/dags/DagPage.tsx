import { Alert, Badge, Button, Group, Menu, Modal, Stack, Switch, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { NotFound } from '../app/NotFound'
import { dagQuestion } from '../early/questions'
import { GraphView } from '../graph/late'
import { AnchorLink } from '../shared/AnchorLink'
import { asking, part, send } from '../shared/api'
import { DeleteModal } from '../shared/DeleteModal'
import { Few } from '../shared/Few'
import { firstView } from '../shared/firstView'
import { Markdown } from '../shared/Markdown'
import { PageTabs } from '../shared/PageTabs'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import type { DagDetails } from '../shared/types'
import { t } from '../shared/words'
import { QuestionsButton } from '../questions/QuestionsButton'
import { QUESTIONS, questionTab } from '../questions/tab'
import { useQuestionsAgain } from '../questions/useQuestionsAgain'
import { Beside } from '../runs/Beside'
import { BackfillBanner } from './BackfillBanner'
import { DagGrid } from './DagGrid'
import { pauseDag } from './pause'

const OverviewView = lazy(() => import('./OverviewView'))
const CalendarView = lazy(() => import('./CalendarView'))
const RunTable = lazy(() => import('./RunTable'))
const TaskTable = lazy(() => import('./TaskTable'))
const CodeView = lazy(() => import('./CodeView'))
const DagFacts = lazy(() => import('./DagFacts'))
const BackfillView = lazy(() => import('./BackfillView'))
const TriggerModal = lazy(() => import('./TriggerModal'))
const QuestionList = lazy(() => import('../questions/QuestionList'))
const AuditTable = lazy(() => import('../lists/AuditTable'))

const tabs: Record<string, () => string> = {
  grid: () => t('Grid'),
  overview: () => t('Overview'),
  graph: () => t('Graph'),
  runs: () => t('Runs'),
  tasks: () => t('Tasks'),
  calendar: () => t('Calendar'),
  backfills: () => t('Backfills'),
  events: () => t('Audit log'),
  code: () => t('Code'),
  details: () => t('Details'),
}

/** One DAG: its runs as a grid, a graph, a table and a calendar, and what it is. */
export function DagPage() {
  const { dagId, tab = firstView() } = useParams({ strict: false }) as { dagId: string; tab?: string }
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const [isTriggering, setTriggering] = useState(search.trigger === '1')
  const [isReading, setReading] = useState(false)
  const [isWarned, setWarned] = useState(false)
  const may = useMay(dagId)
  const dag = useQuery({ queryKey: ['dag', dagId, 'details'], ...asking<DagDetails>(dagQuestion(dagId)) })
  useQuestionsAgain(dagId, ['dag', dagId, 'details'], dag.data?.open_questions)
  const open = (next: string) => void (next === firstView() ? navigate({ to: '/dags/$dagId', params: { dagId } }) : navigate({ to: '/dags/$dagId/$tab', params: { dagId, tab: next } }))
  useHotkeys([
    ['g', () => open(tab === 'graph' ? 'grid' : 'graph')],
    ['t', () => may('can_create', 'DAG Runs') && setTriggering(true)],
  ])
  if (!(tab in tabs) && tab !== QUESTIONS) return <NotFound />
  if (dag.error) return <Problem error={dag.error} retry={() => void dag.refetch()} />

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Head dagId={dagId} dag={dag.data} mayPause={may('can_edit', 'DAGs')} />
        <Group gap="xs">
          {may('can_create', 'DAG Runs') && (
            <Button size="xs" onClick={() => setTriggering(true)}>
              {t('Run now')}
            </Button>
          )}
          <QuestionsButton place={{ dagId }} number={dag.data?.open_questions ?? 0} />
          {dag.data && dag.data.warnings.length > 0 && (
            <Button size="xs" variant="light" color="yellow" c="inherit" onClick={() => setWarned(true)}>
              {t('Warnings: {{number}}', { number: dag.data.warnings.length })}
            </Button>
          )}
          {dag.data?.doc_md && (
            <Button size="xs" variant="default" onClick={() => setReading(true)}>
              {t('What it is for')}
            </Button>
          )}
          {dag.data && <More dag={dag.data} mayDelete={may('can_delete', 'DAGs')} mayEdit={may('can_edit', 'DAGs')} />}
        </Group>
      </Group>
      {dag.data?.has_import_errors && (
        <Problem error={new Error(t('The file of this DAG cannot be read as it stands now; its last good version goes on running. The page of import errors tells why.'))} />
      )}
      {dag.data?.backfill && <BackfillBanner dagId={dagId} backfill={dag.data.backfill} />}
      {dag.data?.description && <Text size="sm">{dag.data.description}</Text>}
      <PageTabs tabs={{ ...tabs, ...questionTab(dag.data?.open_questions ?? 0, tab === QUESTIONS) }} tab={tab} onOpen={open}>
        <Content tab={tab} dagId={dagId} dag={dag.data} />
      </PageTabs>
      {isWarned && dag.data && (
        <Modal opened onClose={() => setWarned(false)} title={t('To be looked after')} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
          <Stack>
            {dag.data.warnings.map((warning) => (
              <Alert key={`${warning.type} ${warning.message}`} color="yellow" title={warning.type}>
                <span className="wrap">{warning.message}</span>
              </Alert>
            ))}
          </Stack>
        </Modal>
      )}
      {isReading && dag.data?.doc_md && (
        <Modal opened onClose={() => setReading(false)} title={t('What it is for')} size="xl" closeButtonProps={{ 'aria-label': t('Close') }}>
          <Markdown text={dag.data.doc_md} />
        </Modal>
      )}
      <Suspense>
        {isTriggering && (
          <TriggerModal
            dagId={dagId}
            onClose={() => {
              setTriggering(false)
              if (search.trigger) void navigate({ to: '.', search: {}, replace: true })
            }}
          />
        )}
      </Suspense>
    </Stack>
  )
}

function Content({ tab, dagId, dag }: { tab: string; dagId: string; dag: DagDetails | undefined }) {
  switch (tab) {
    case 'graph':
      return <Beside dagId={dagId}><GraphView dagId={dagId} /></Beside>
    case 'overview':
      return <OverviewView dagId={dagId} questions={dag?.open_questions ?? 0} />
    case 'runs':
      return <RunTable dagId={dagId} />
    case 'tasks':
      return <TaskTable dagId={dagId} />
    case 'calendar':
      return <CalendarView dagId={dagId} />
    case 'backfills':
      return dag ? <BackfillView dag={dag} /> : null
    case QUESTIONS:
      return <QuestionList dagId={dagId} />
    case 'events':
      return <AuditTable fixed={{ dag_id: dagId }} />
    case 'code':
      return <CodeView dagId={dagId} />
    case 'details':
      return dag ? <DagFacts dag={dag} /> : null
    default:
      return <Beside dagId={dagId}><DagGrid dagId={dagId} /></Beside>
  }
}

/** Its name, whether it runs by itself, and when next. */
function Head({ dagId, dag, mayPause }: { dagId: string; dag: DagDetails | undefined; mayPause: boolean }) {
  const client = useQueryClient()
  const pause = useMutation({
    mutationFn: (isPaused: boolean) => pauseDag(dagId, dag?.dag_display_name ?? dagId, isPaused, () => client.invalidateQueries({ queryKey: ['dag', dagId] })),
  })
  const isOn = pause.isPending ? !pause.variables : dag ? !dag.is_paused : false
  const name = dag?.dag_display_name ?? dagId
  return (
    <Group gap="sm">
      <Switch
        aria-label={t('{{dag}} runs by itself', { dag: name })}
        checked={isOn}
        disabled={!dag || !mayPause}
        title={mayPause ? '' : t('You may not pause it')}
        onChange={(event) => pause.mutate(!event.currentTarget.checked)}
      />
      <PageTitle name={name} />
      {dag?.draining_since && !dag.is_paused && (
        <Badge variant="dot" tt="none" color="yellow" title={t('Runs that are on their way end, no other begins, then it is paused')}>
          {dag.draining_by ? t('drained by {{user}}', { user: dag.draining_by }) : t('drained')}
        </Badge>
      )}
      {dag && dag.active_runs_count > 0 && <Text size="sm">{t('{{number}} of {{most}} runs on their way', { number: dag.active_runs_count, most: dag.max_active_runs ?? '∞' })}</Text>}
      {dag?.is_paused && <Text size="sm">{t('paused')}</Text>}
      {dag?.timetable_summary && (
        <Text size="sm" ff="monospace" title={dag.timetable_description ?? ''}>
          {dag.timetable_summary}
        </Text>
      )}
      {isOn && dag?.next_dagrun_run_after && (
        <Text size="sm" c="dimmed">
          {t('next run')} <Time at={dag.next_dagrun_run_after} />
        </Text>
      )}
      {dag && dag.owners.length > 0 && (
        <Text size="sm" c="dimmed" component="span" className="owners">
          <Few items={dag.owners} label={t('Owners')} keyOf={(owner) => owner} show={(owner) => <Owner name={owner} address={dag.owner_links?.[owner]} />} />
        </Text>
      )}
      {dag && (
        <Few
          items={dag.tags}
          label={t('Tags')}
          keyOf={(tag) => tag.name}
          show={(tag) => (
            <AnchorLink to="/dags" search={{ tag: tag.name }} size="sm">
              {tag.name}
            </AnchorLink>
          )}
        />
      )}
      {dag?.latest_dag_version && <Text size="sm">v{dag.latest_dag_version.version_number}</Text>}
      {pause.error && <Problem error={pause.error} />}
    </Group>
  )
}

/** Who is asked about it; only an address that leads somewhere harmless is a link. */
function Owner({ name, address }: { name: string; address: string | undefined }) {
  return address && /^(https?|mailto):/.test(address) ? (
    <a href={address} target="_blank" rel="noreferrer">
      {name}
    </a>
  ) : (
    name
  )
}

/** What one does seldom. */
function More({ dag, mayDelete, mayEdit }: { dag: DagDetails; mayDelete: boolean; mayEdit: boolean }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isDeleting, setDeleting] = useState(false)
  const leave = async () => {
    await navigate({ to: '/dags' })
    await client.invalidateQueries({ queryKey: ['dags'] })
  }
  const change = useMutation({
    mutationFn: (what: 'favorite' | 'unfavorite' | 'reparse' | 'drain' | 'resume') =>
      what === 'reparse' ? send('PUT', `/api/v2/parseDagFile/${part(dag.file_token)}`) : send('POST', `/api/v2/dags/${part(dag.dag_id)}/${what}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['dag', dag.dag_id] }),
  })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" loading={change.isPending}>
            {t('More')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => change.mutate(dag.is_favorite ? 'unfavorite' : 'favorite')}>{dag.is_favorite ? t('Not a favourite any more') : t('Make it a favourite')}</Menu.Item>
          {mayEdit &&
            (dag.draining_since && !dag.is_paused ? (
              <Menu.Item onClick={() => change.mutate('resume')}>{t('Do not drain it any more')}</Menu.Item>
            ) : (
              <Menu.Item disabled={dag.is_paused} title={dag.is_paused ? t('It is paused already') : t('Runs that are on their way end, no other begins, then it is paused')} onClick={() => change.mutate('drain')}>
                {t('Drain it')}
              </Menu.Item>
            ))}
          {mayEdit && <Menu.Item onClick={() => change.mutate('reparse')}>{t('Read its file again')}</Menu.Item>}
          {mayDelete && (
            <Menu.Item color="red" onClick={() => setDeleting(true)}>
              {t('Delete…')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {change.error && <Problem error={change.error} />}
      {isDeleting && (
        <DeleteModal name={dag.dag_id} remove={() => send('DELETE', `/api/v2/dags/${part(dag.dag_id)}`)} onGone={leave} onClose={() => setDeleting(false)}>
          {t('All its runs, their task instances and XComs are deleted for ever. The file stays: while it is there, the DAG comes back without its past.')}
        </DeleteModal>
      )}
    </>
  )
}
