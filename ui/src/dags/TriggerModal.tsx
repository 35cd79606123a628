import { Alert, Checkbox, Group, JsonInput, Loader, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, lazy, useState } from 'react'
import { get, part, send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { complain } from '../shared/notices'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
import { useMay } from '../shared/session'
import type { DagDetails, DagRun } from '../shared/types'
import { t } from '../shared/words'
import { confOf, jsonOf, objectOf, splitConf } from './conf'
import { ParamFields } from './ParamFields'
import { problemsIn } from './params'

const BackfillForm = lazy(() => import('./BackfillModal').then((file) => ({ default: file.BackfillForm })))

interface Props {
  dagId: string
  /** What the form begins with, such as the conf of another run. */
  conf?: Record<string, unknown> | null
  onClose: () => void
}

const PAST = 20

/** Asks for the params of a run, and makes it. */
export default function TriggerModal({ dagId, conf, onClose }: Props) {
  const may = useMay(dagId)
  const mayBackfill = may('can_create', 'Backfills')
  const [isBackfill, setBackfill] = useState(false)
  const dag = useQuery({ queryKey: ['dag', dagId, 'details'], queryFn: () => get<DagDetails>(`/ui/dag/${part(dagId)}`) })
  return (
    <Modal opened onClose={onClose} title={t('Run {{dag}}', { dag: dagId })} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
      {dag.error && <Problem error={dag.error} retry={() => void dag.refetch()} />}
      {dag.data && mayBackfill && <Choice dag={dag.data} isBackfill={isBackfill} onChoose={setBackfill} />}
      {dag.data && isBackfill && (
        <Suspense fallback={<Loader role="progressbar" aria-label={t('Loading')} />}>
          <BackfillForm dag={dag.data} onClose={onClose} />
        </Suspense>
      )}
      {dag.data && !isBackfill && <TriggerForm dag={dag.data} conf={conf ?? {}} mayUnpause={may('can_edit', 'DAGs')} onClose={onClose} />}
    </Modal>
  )
}

/** One run now, or those of the past; why not, where its schedule has none. */
const Choice = ({ dag, isBackfill, onChoose }: { dag: DagDetails; isBackfill: boolean; onChoose: (isBackfill: boolean) => void }) => (
  <Group mb="md" gap="sm">
    <Segments
      aria-label={t('Which runs')}
      value={isBackfill ? 'backfill' : 'single'}
      onChange={(value) => onChoose(value === 'backfill')}
      data={[
        { value: 'single', label: t('Single run') },
        { value: 'backfill', label: t('Backfill'), disabled: !dag.is_backfillable },
      ]}
    />
    {!dag.is_backfillable && <Text size="sm" c="dimmed">{t('Its schedule has no past runs to make')}</Text>}
  </Group>
)

function TriggerForm({ dag, conf, mayUnpause, onClose }: { dag: DagDetails; conf: Record<string, unknown>; mayUnpause: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const params = dag.params ?? {}
  const [[values, extra], setConf] = useState(() => splitConf(params, conf))
  const [round, setRound] = useState(0)
  const [json, setJson] = useState(() => jsonOf(params, values, extra))
  const write = (next: [Record<string, unknown>, string]) => {
    setConf(next)
    setJson(jsonOf(params, ...next))
  }
  const read = (text: string) => {
    setJson(text)
    const whole = objectOf(text)
    if (!whole) return
    setConf(splitConf(params, whole))
    setRound(round + 1)
  }
  const [runId, setRunId] = useState('')
  const [logicalDate, setLogicalDate] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [partition, setPartition] = useState('')
  const [note, setNote] = useState('')
  const [unpause, setUnpause] = useState(dag.is_paused && mayUnpause)
  const past = useQuery({
    queryKey: ['runs', dag.dag_id, 'confs'],
    queryFn: () => get<{ dag_runs: DagRun[] }>(`/api/v2/dags/${part(dag.dag_id)}/dagRuns`, { limit: PAST, order_by: '-run_after', run_type: 'manual' }),
  })
  const used = (past.data?.dag_runs ?? []).filter((run) => run.conf && Object.keys(run.conf).length > 0)
  const trigger = useMutation({
    mutationFn: async () => {
      const run = await send<DagRun>('POST', `/api/v2/dags/${part(dag.dag_id)}/dagRuns`, {
        logical_date: logicalDate ? `${logicalDate}:00Z` : null,
        ...(runId ? { dag_run_id: runId } : {}),
        ...(from && until ? { data_interval_start: `${from}:00Z`, data_interval_end: `${until}:00Z` } : {}),
        ...(partition ? { partition_key: partition } : {}),
        ...(note ? { note } : {}),
        conf: confOf(params, values, extra),
      })
      // the run is there: asked once more for want of this, it would be made twice
      if (unpause) await send('PATCH', `/api/v2/dags/${part(dag.dag_id)}`, { is_paused: false }).catch((error: unknown) => complain(error instanceof Error ? error.message : String(error)))
      return run
    },
    onSuccess: (run) => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === dag.dag_id })
      onClose()
      void navigate({ to: '/dags/$dagId/runs/$runId', params: { dagId: dag.dag_id, runId: run.dag_run_id } })
    },
  })
  const use = (id: string | null) => {
    const run = used.find((one) => one.dag_run_id === id)
    if (!run?.conf) return
    write(splitConf(params, run.conf))
    setRound(round + 1)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        trigger.mutate()
      }}
    >
      <Stack>
        {dag.is_paused && !unpause && <Alert color="yellow">{t('The DAG is paused: the run waits until somebody lets it run by itself.')}</Alert>}
        {used.length > 0 && <Select label={t('Begin with what another run had')} placeholder={t('A run')} data={used.map((run) => run.dag_run_id)} onChange={use} clearable />}
        <ParamFields params={params} values={values} round={round} onChange={(next) => write([next, extra])} />
        <JsonInput
          label={t('Configuration (JSON)')}
          description={t('The params above, and what is added to them; either can be changed')}
          value={json}
          onChange={read}
          validationError={t('This is not JSON')}
          autosize
          minRows={2}
          maxRows={16}
        />
        <Group grow align="start">
          <TextInput label={t('Run id')} description={t('Made by the server when empty')} value={runId} onChange={(event) => setRunId(event.currentTarget.value)} />
          <TextInput label={t('Logical date')} description={t('In UTC; none when empty')} type="datetime-local" value={logicalDate} onChange={(event) => setLogicalDate(event.currentTarget.value)} />
        </Group>
        <Group grow align="start">
          <TextInput label={t('Data from')} description={t('By the schedule when empty')} type="datetime-local" required={until !== ''} value={from} max={until || undefined} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput label={t('Data until')} description={t('In UTC')} type="datetime-local" required={from !== ''} value={until} min={from || undefined} onChange={(event) => setUntil(event.currentTarget.value)} />
        </Group>
        <TextInput label={t('Partition key')} value={partition} onChange={(event) => setPartition(event.currentTarget.value)} />
        <TextInput label={t('Note')} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={1000} />
        {dag.is_paused && mayUnpause && <Checkbox label={t('Let the DAG run by itself from now on')} checked={unpause} onChange={(event) => setUnpause(event.currentTarget.checked)} />}
        <FormEnd error={trigger.error} isSaving={trigger.isPending} onClose={onClose} label={t('Run it')} button={{ disabled: problemsIn(Object.entries(params), values) > 0 || !objectOf(json) }} />
      </Stack>
    </form>
  )
}
