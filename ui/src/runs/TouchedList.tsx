import { Alert, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Tick } from '../shared/chosen'
import { DataTable, type Column } from '../shared/DataTable'
import { StateBadge } from '../shared/StateBadge'
import { stateName } from '../shared/states'
import { t } from '../shared/words'
import { ordered, type Touched } from './steer'

/** So many are named. */
const SHOWN = 300

interface Props {
  touched: Touched[]
  title: string
  none: string
  /** Those that are left out, by their ids; together with the next: single ones can be. */
  spared?: ReadonlySet<string>
  onSpare?: ((id: string, isSpared: boolean) => void) | undefined
}

/** Which instances a change touches: how many are in which state, the first ones by name in the order one likes, and a warning for what runs now. */
export function TouchedList({ touched, title, none, spared, onSpare }: Props) {
  const [order, setOrder] = useState('')
  if (touched.length === 0) return <Text fw={600}>{none}</Text>
  const counts = new Map<string | null, number>()
  for (const { state } of touched) counts.set(state, (counts.get(state) ?? 0) + 1)
  const running = touched.filter((task) => task.state === 'running').length
  const mayChoose = onSpare !== undefined && touched.length > 1
  const areOfOneRun = new Set(touched.map((task) => `${task.dag_id} ${task.dag_run_id}`)).size === 1
  const columns: (Column<Touched> | false)[] = [
    mayChoose && { label: '', show: (task) => <Tick label={t('{{task}} too', { task: nameOf(task) })} isOn={!spared?.has(task.id)} onChange={(isOn) => onSpare(task.id, !isOn)} /> },
    !areOfOneRun && { label: t('Run'), sort: 'run', show: (task) => `${task.dag_id} / ${task.dag_run_id}` },
    { label: t('Task'), sort: 'task', show: nameOf },
    { label: t('State'), sort: 'state', show: (task) => <StateBadge state={task.state} /> },
    touched.some((task) => task.new_state !== undefined) && { label: t('Becomes'), show: (task) => (task.new_state ? stateName(task.new_state) : t('runs again')) },
  ]
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text fw={600}>{title}</Text>
        {counts.size > 1 && [...counts].map(([state, count]) => <StateBadge key={state} state={state} count={count} />)}
      </Group>
      <div className="touched" tabIndex={0} role="group" aria-label={title}>
        <DataTable columns={columns.filter((column) => column !== false)} items={ordered(touched, order).slice(0, SHOWN)} keyOf={(task) => task.id} empty="" minWidth={300} order={order} onOrder={setOrder} />
      </div>
      {touched.length > SHOWN && <Text size="sm">{t('and {{number}} more', { number: touched.length - SHOWN })}</Text>}
      {running > 0 && <Alert color="yellow">{t('{{number}} of them are running now; they are stopped first.', { number: running })}</Alert>}
    </Stack>
  )
}

const nameOf = (task: Touched): string => `${task.task_id}${task.map_index !== undefined && task.map_index >= 0 ? ` [${task.map_index}]` : ''}`
