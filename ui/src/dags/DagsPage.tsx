import { Button, Group, MultiSelect, Pagination, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { mayDeploy } from '../deploying/mayDeploy'
import { dagAddress, dagsAddress } from '../shared/addresses'
import { dagsQuestion } from '../early/questions'
import { get, part, send } from '../shared/api'
import { ChosenBar, useChosen } from '../shared/chosen'
import { DataTable, type Column } from '../shared/DataTable'
import { PageTitle } from '../shared/PageTitle'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { may, useSession, type Session } from '../shared/session'
import { Time } from '../shared/Time'
import type { DagWithRuns } from '../shared/types'
import { Views } from '../shared/Views'
import { t } from '../shared/words'
import { DagBulk } from './DagBulk'
import { pauseDag } from './pause'
import { RunBars } from './RunBars'
import { TriggerModal } from './TriggerModal'

const DeployModal = lazy(() => import('../deploying/DeployModal'))

const PAGE = 50

type Search = Record<string, string | undefined>

/** Every DAG: a line each, with its last runs; the filter stands in the address. */
export function DagsPage() {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const session = useSession()
  const [trigger, setTrigger] = useState<string | null>(null)
  const [isDeploying, setDeploying] = useState(false)
  const chosen = useChosen<DagWithRuns>()
  const page = Math.max(1, Number(search.page ?? 1) || 1)
  const tags = search.tag?.split(',') ?? []
  const dags = useQuery({
    queryKey: ['dags', undefined, search],
    queryFn: ({ signal }) => get<{ dags: DagWithRuns[]; total_entries: number }>(dagsQuestion(search), undefined, signal),
    placeholderData: keepPreviousData,
  })
  const set = (changed: Search) =>
    void navigate({ to: '/dags', search: ((before: Search) => Object.fromEntries(Object.entries({ ...before, page: undefined, ...changed }).filter(([, value]) => value))) as never, replace: true })
  const type = useDebouncedCallback((q: string) => set({ q }), 200)
  const known = [...new Set([...tags, ...(dags.data?.dags.flatMap((dag) => dag.tags.map((tag) => tag.name)) ?? [])])].toSorted()
  const total = dags.data?.total_entries ?? 0

  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle name={t('DAGs')}>
          {t('DAGs')} {dags.data && <span className="dim">{total}</span>}
        </PageTitle>
        <Group gap="xs">
          <TextInput aria-label={t('Find DAGs by name')} placeholder={t('Find by name')} defaultValue={search.q ?? ''} onChange={(event) => type(event.currentTarget.value)} />
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
            ]}
            value={search.state ?? 'all'}
            onChange={(state) => set({ state: state === 'all' ? undefined : (state ?? undefined) })}
            allowDeselect={false}
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
      ) : (
        <DataTable
          items={dags.data?.dags}
          keyOf={(dag) => dag.dag_id}
          columns={columnsOf(session.data, setTrigger)}
          empty={search.q || search.tag || search.state ? t('No DAG is like that.') : t('There is no DAG yet: put a file into the folder of DAGs.')}
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
      <Suspense>{isDeploying && <DeployModal dropped={[]} onClose={() => setDeploying(false)} />}</Suspense>
      {trigger && <TriggerModal dagId={trigger} onClose={() => setTrigger(null)} />}
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
        {dag.tags.map((tag) => (
          <PlainLink key={tag.name} href={dagsAddress({ tag: tag.name })} className="plain-link tag">
            {tag.name}
          </PlainLink>
        ))}
      </>
    ),
  },
  {
    label: t('Schedule'),
    show: (dag) => (
      <code title={dag.timetable_description ?? ''}>{dag.timetable_summary ?? ''}</code>
    ),
  },
  { label: t('Next run'), sort: 'next_dagrun', show: (dag) => dag.next_dagrun_run_after && !dag.is_paused && <Time at={dag.next_dagrun_run_after} /> },
  { label: t('Last run'), sort: 'last_run_start_date', show: (dag) => dag.latest_dag_runs[0] && <Time at={dag.latest_dag_runs[0].run_after} /> },
  { label: t('Runs'), sort: 'last_run_state', show: (dag) => <RunBars runs={dag.latest_dag_runs} /> },
  {
    label: '',
    show: (dag) =>
      may(session, 'can_create', 'DAG Runs', dag.dag_id) && (
        <button type="button" className="small-button" onClick={() => trigger(dag.dag_id)} aria-label={t('Trigger {{dag}}', { dag: dag.dag_display_name })}>
          {t('Trigger')}
        </button>
      ),
  },
]

/** The mark of the DAGs that somebody looks after. */
function Star({ dag }: { dag: DagWithRuns }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: () => send('POST', `/api/v2/dags/${part(dag.dag_id)}/${dag.is_favorite ? 'unfavorite' : 'favorite'}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['dags'] }),
  })
  const isOn = change.isPending ? !dag.is_favorite : dag.is_favorite
  return (
    <button type="button" className={isOn ? 'plain-button star on' : 'plain-button star'} aria-pressed={isOn} aria-label={t('{{dag}} is a favourite', { dag: dag.dag_display_name })} onClick={() => change.mutate()}>
      {isOn ? '★' : '☆'}
    </button>
  )
}

function Pause({ dag, mayPause }: { dag: DagWithRuns; mayPause: boolean }) {
  const client = useQueryClient()
  const pause = useMutation({
    mutationFn: (isPaused: boolean) => pauseDag(dag.dag_id, dag.dag_display_name, isPaused, () => client.invalidateQueries({ queryKey: ['dags'] })),
  })
  const isOn = pause.isPending ? !pause.variables : !dag.is_paused
  return (
    <input
      type="checkbox"
      role="switch"
      className={pause.error ? 'switch wrong' : 'switch'}
      aria-label={t('{{dag}} runs by itself', { dag: dag.dag_display_name })}
      title={pause.error ? pause.error.message : !mayPause ? t('You may not pause it') : isOn ? t('Runs by itself') : t('Paused')}
      checked={isOn}
      disabled={!mayPause}
      onChange={(event) => pause.mutate(!event.currentTarget.checked)}
    />
  )
}
