import { Alert, Checkbox, Group, JsonInput, Modal, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { part, send } from '../shared/api'
import { FormEnd } from '../shared/FormEnd'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import type { DagDetails } from '../shared/types'
import { t } from '../shared/words'
import { behaviors } from './behaviors'
import { ParamFields } from './ParamFields'
import { problemsIn } from './params'

const TEN = 10

/** Makes past runs of a DAG. */
export const BackfillModal = ({ dag, onClose }: { dag: DagDetails; onClose: () => void }) => (
  <Modal opened onClose={onClose} title={t('New backfill of {{dag}}', { dag: dag.dag_id })} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
    <BackfillForm dag={dag} onClose={onClose} />
  </Modal>
)

/** Asks from when to when past runs are made, tells how many that are, and makes them. */
export function BackfillForm({ dag, onClose }: { dag: DagDetails; onClose: () => void }) {
  const client = useQueryClient()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [behavior, setBehavior] = useState('none')
  const [most, setMost] = useState(TEN)
  const [isBackwards, setBackwards] = useState(false)
  const [conf, setConf] = useState('')
  const params = dag.params ?? {}
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [isLatest, setLatest] = useState(false)
  const mayUnpause = useMay(dag.dag_id)('can_edit', 'DAGs')
  const [unpause, setUnpause] = useState(dag.is_paused && mayUnpause)
  const body = {
    dag_id: dag.dag_id,
    from_date: `${from}:00Z`,
    to_date: `${to}:00Z`,
    reprocess_behavior: behavior,
    max_active_runs: most,
    run_backwards: isBackwards,
    // what is as the DAG has it is left to the DAG
    dag_run_conf: { ...values, ...parsed(conf) },
    run_on_latest_version: isLatest,
  }
  const isWhole = from !== '' && to !== ''
  const preview = useQuery({
    queryKey: ['preview', dag.dag_id, 'backfill', body],
    queryFn: () => send<{ total_entries: number }>('POST', '/api/v2/backfills/dry_run', body),
    enabled: isWhole,
    retry: false,
    gcTime: 0,
  })
  const make = useMutation({
    mutationFn: async () => {
      await send('POST', '/api/v2/backfills', body)
      if (unpause) await send('PATCH', `/api/v2/dags/${part(dag.dag_id)}`, { is_paused: false })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === dag.dag_id })
      onClose()
    },
  })
  const count = isWhole ? preview.data?.total_entries : undefined

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate()
      }}
    >
      <Stack>
        <Text size="sm">{t('Makes the runs of the schedule between two dates, in UTC. Runs of the schedule itself come first.')}</Text>
        <Group grow>
          <TextInput label={t('From')} type="datetime-local" required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput label={t('Until')} type="datetime-local" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        </Group>
        <Group grow align="start">
          <Select
            label={t('Runs that are there already')}
            data={Object.entries(behaviors()).map(([value, label]) => ({ value, label }))}
            value={behavior}
            onChange={(value) => setBehavior(value ?? 'none')}
            allowDeselect={false}
          />
          <NumberInput label={t('Runs at once')} min={1} allowDecimal={false} value={most} onChange={(value) => setMost(Number(value) || 1)} />
        </Group>
        <Checkbox label={t('The latest run first')} checked={isBackwards} onChange={(event) => setBackwards(event.currentTarget.checked)} />
        <Checkbox label={t('With the newest version of the code, also those that are made again')} checked={isLatest} onChange={(event) => setLatest(event.currentTarget.checked)} />
        <ParamFields params={params} values={values} onChange={setValues} />
        <JsonInput label={t('More settings (JSON)')} value={conf} onChange={setConf} validationError={t('This is not JSON')} autosize minRows={2} />
        {dag.is_paused && mayUnpause && <Checkbox label={t('Let the DAG run by itself from now on')} checked={unpause} onChange={(event) => setUnpause(event.currentTarget.checked)} />}
        {dag.is_paused && !unpause && <Alert color="yellow">{t('The DAG is paused: the runs wait until somebody lets it run by itself.')}</Alert>}
        {preview.error && isWhole && <Problem error={preview.error} />}
        {count !== undefined && <Text fw={600}>{count === 0 ? t('No run would be made.') : t('Runs that are made: {{number}}', { number: count })}</Text>}
        <FormEnd error={make.error} isSaving={make.isPending} onClose={onClose} label={t('Make them')} button={{ disabled: !count || problemsIn(Object.entries(params), values) > 0 }} />
      </Stack>
    </form>
  )
}

/** What was typed as an object; while it is not one yet, nothing. */
function parsed(conf: string): object {
  try {
    const value: unknown = JSON.parse(conf || '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
