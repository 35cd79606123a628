import { Button, Group, MultiSelect, Pagination, Select, Stack, Switch } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { mayDeploy } from '../deploying/mayDeploy'
import { dagAddress, dagsAddress } from '../shared/addresses'
import { dagsQuestion } from '../early/questions'
import { asking } from '../shared/api'
import { ChosenBar, useChosen } from '../shared/chosen'
import { DataTable, type Column } from '../shared/DataTable'
import { grouped } from '../shared/number'
import { PageTitle } from '../shared/PageTitle'
import { Few } from '../shared/Few'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
import { may, useSession, type Session } from '../shared/session'
import { runStates, stateName } from '../shared/states'
import { Time } from '../shared/Time'
import { TypedInput } from '../shared/TypedInput'
import type { DagWithRuns } from '../shared/types'
import { Views } from '../shared/Views'
import { t } from '../shared/words'
import { DagBulk } from './DagBulk'
import { DagCards } from './DagCards'
import { OpenQuestions, Pause, Star, Tags, Trigger } from './DagParts'
import { RunBars } from './RunBars'

const DeployModal = lazy(() => import('../deploying/DeployModal'))
const TriggerModal = lazy(() => import('./TriggerModal'))

const PAGE = 50

/** Where Airflow keeps it too. */
const LOOK = 'dags_list_display'

type Search = Record<string, string | undefined>

/** Every DAG: a line each, with its last runs; the filter stands in the address. */
export function DagsPage() {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const session = useSession()
  const [trigger, setTrigger] = useState<string | null>(null)
  const [isDeploying, setDeploying] = useState(false)
  const chosen = useChosen<DagWithRuns>()
  const [look, setLook] = useState(() => (localStorage.getItem(LOOK) === 'card' ? 'cards' : 'table'))
  const turn = (next: string) => {
    localStorage.setItem(LOOK, next === 'cards' ? 'card' : 'table')
    setLook(next)
  }
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const tags = search.tag?.split(',') ?? []
  const dags = useQuery({
    queryKey: ['dags', undefined, search],
    ...asking<{ dags: DagWithRuns[]; total_entries: number; import_errors: number | null }>(dagsQuestion(search)),
    placeholderData: keepPreviousData,
  })
  const set = (changed: Search) =>
    void navigate({ to: '/dags', search: ((before: Search) => Object.fromEntries(Object.entries({ ...before, page: undefined, ...changed }).filter(([, value]) => value))) as never, replace: true })
  const known = [...new Set([...tags, ...(dags.data?.dags.flatMap((dag) => dag.tags.map((tag) => tag.name)) ?? [])])].toSorted()
  const total = dags.data?.total_entries ?? 0

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle name={t('DAGs')}>
          {t('DAGs')} {dags.data && <span className="dim">{grouped(total)}</span>}
        </PageTitle>
        {Boolean(dags.data?.import_errors) && (
          <PlainLink href="/import_errors" className="pill bad">
            {t('Files that cannot be read: {{number}}', { number: dags.data?.import_errors })}
          </PlainLink>
        )}
        <Group gap="xs">
          <TypedInput aria-label={t('Find DAGs by name')} placeholder={t('Find by name')} value={search.q ?? ''} onType={(q) => set({ q })} />
          <MultiSelect
            aria-label={t('Tags')}
            {...(tags.length === 0 ? { placeholder: t('Tags') } : {})}
            data={known}
            value={tags}
            miw={140}
            searchable
            onChange={(value) => set({ tag: value.join(',') })}
          />
          <Select
            aria-label={t('Show')}
            w={180}
            data={[
              { value: 'all', label: t('All') },
              { value: 'active', label: t('Active') },
              { value: 'paused', label: t('Paused') },
              { value: 'running', label: t('Last run is running') },
              { value: 'failed', label: t('Last run failed') },
              { value: 'favorite', label: t('Favourites') },
              { value: 'questions', label: t('With open questions') },
            ]}
            value={search.state ?? 'all'}
            onChange={(state) => set({ state: state === 'all' ? undefined : (state ?? undefined) })}
            allowDeselect={false}
          />
          <Select
            aria-label={t('Some run is')}
            placeholder={t('Some run is')}
            w={150}
            clearable
            data={runStates.map((value) => ({ value, label: stateName(value) }))}
            value={search.any ?? null}
            onChange={(any) => set({ any: any ?? undefined })}
          />
          {tags.length > 1 && <Switch label={t('any of the tags')} checked={search.match === 'any'} onChange={(event) => set({ match: event.currentTarget.checked ? 'any' : undefined })} />}
          {search.owner && (
            <Button variant="light" onClick={() => set({ owner: undefined })} title={t('DAGs of all owners')} rightSection={<span aria-hidden>×</span>}>
              {t('Owner: {{owner}}', { owner: search.owner })}
            </Button>
          )}
          <Segments
            aria-label={t('How DAGs are shown')}
            data={[
              { value: 'table', label: t('Table') },
              { value: 'cards', label: t('Cards') },
            ]}
            value={look}
            onChange={turn}
          />
          <Views place="/dags" />
          {mayDeploy(session.data) && (
            <Button variant="default" onClick={() => setDeploying(true)}>
              {t('Deploy…')}
            </Button>
          )}
        </Group>
      </Group>
      {dags.error ? (
        <Problem error={dags.error} retry={() => void dags.refetch()} />
      ) : look === 'cards' && dags.data && dags.data.dags.length > 0 ? (
        <DagCards dags={dags.data.dags} session={session.data} onTrigger={setTrigger} chosen={chosen} />
      ) : (
        <DataTable
          items={dags.data?.dags}
          keyOf={(dag) => dag.dag_id}
          columns={columnsOf(session.data, setTrigger)}
          empty={search.q || search.tag || search.state || search.owner || search.any ? t('No DAG is like that.') : t('There is no DAG yet: put a file into the folder of DAGs.')}
          minWidth={760}
          order={search.order}
          onOrder={(order) => set({ order })}
          chosen={chosen}
          nameOf={(dag) => dag.dag_display_name}
        />
      )}
      <ChosenBar count={chosen.items.size} onClear={chosen.clear}>
        <DagBulk dags={(dags.data?.dags ?? []).filter((dag) => chosen.items.has(dag.dag_id)).concat([...chosen.items.values()].filter((dag) => !dags.data?.dags.some((one) => one.dag_id === dag.dag_id)))} onDone={chosen.clear} />
      </ChosenBar>
      {total > PAGE && (
        <Pagination
          total={Math.ceil(total / PAGE)}
          value={page}
          onChange={(next) => set({ page: String(next) })}
          getItemProps={(number) => ({ 'aria-label': t('Page {{number}}', { number }) })}
          getControlProps={(control) => ({ 'aria-label': control === 'next' ? t('Next page') : t('Previous page') })}
        />
      )}
      <Suspense>
        {isDeploying && <DeployModal dropped={[]} onClose={() => setDeploying(false)} />}
        {trigger && <TriggerModal dagId={trigger} onClose={() => setTrigger(null)} />}
      </Suspense>
    </Stack>
  )
}

const columnsOf = (session: Session | undefined, trigger: (dagId: string) => void): Column<DagWithRuns>[] => [
  { label: t('On'), show: (dag) => <Pause dag={dag} mayPause={may(session, 'can_edit', 'DAGs', dag.dag_id)} /> },
  {
    label: t('DAG'),
    sort: 'dag_display_name',
    show: (dag) => (
      <>
        <Star dag={dag} />
        <PlainLink href={dagAddress(dag.dag_id)} className="plain-link name">
          {dag.dag_display_name}
        </PlainLink>{' '}
        <Tags dag={dag} />
        <OpenQuestions dag={dag} />
      </>
    ),
  },
  {
    label: t('Schedule'),
    show: (dag) => (
      <code title={dag.timetable_description ?? ''}>{dag.timetable_summary ?? ''}</code>
    ),
  },
  {
    label: t('Owner'),
    show: (dag) => (
      <Few
        items={dag.owners}
        label={t('Owners')}
        keyOf={(owner) => owner}
        show={(owner) => (
          <PlainLink href={dagsAddress({ owner })} className="plain-link tag">
            {owner}
          </PlainLink>
        )}
      />
    ),
  },
  { label: t('Next run'), sort: 'next_dagrun', show: (dag) => dag.next_dagrun_run_after && !dag.is_paused && <Time at={dag.next_dagrun_run_after} /> },
  { label: t('Last run'), sort: 'last_run_start_date', show: (dag) => dag.latest_dag_runs[0] && <Time at={dag.latest_dag_runs[0].run_after} /> },
  { label: t('Runs'), sort: 'last_run_state', show: (dag) => <RunBars runs={dag.latest_dag_runs} /> },
  {
    label: '',
    show: (dag) => <Trigger dag={dag} session={session} onTrigger={trigger} />,
  },
]
