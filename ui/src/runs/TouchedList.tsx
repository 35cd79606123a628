import { Alert, Group, List, Stack, Text } from '@mantine/core'
import { Tick } from '../shared/chosen'
import { StateBadge } from '../shared/StateBadge'
import { stateName } from '../shared/states'
import { t } from '../shared/words'
import type { Touched } from './steer'

const SHOWN = 12

/** So many can be left out one by one. */
const TICKED = 300

interface Props {
  touched: Touched[]
  title: string
  none: string
  /** Those that are left out, by their ids; together with the next: single ones can be. */
  spared?: ReadonlySet<string>
  onSpare?: ((id: string, isSpared: boolean) => void) | undefined
}

/** Which instances a change touches: how many are in which state, the first ones by name, and a warning for what runs now. */
export function TouchedList({ touched, title, none, spared, onSpare }: Props) {
  if (touched.length === 0) return <Text fw={600}>{none}</Text>
  const counts = new Map<string | null, number>()
  for (const { state } of touched) counts.set(state, (counts.get(state) ?? 0) + 1)
  const running = touched.filter((task) => task.state === 'running').length
  const mayChoose = onSpare !== undefined && touched.length > 1
  const shown = mayChoose ? TICKED : SHOWN
  const areOfOneRun = new Set(touched.map((task) => `${task.dag_id} ${task.dag_run_id}`)).size === 1
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text fw={600}>{title}</Text>
        {counts.size > 1 && [...counts].map(([state, count]) => <StateBadge key={state} state={state} count={count} />)}
      </Group>
      <List size="sm" spacing={2} className={mayChoose ? 'touched choosing' : 'touched'} listStyleType={mayChoose ? 'none' : 'disc'}>
        {touched.slice(0, shown).map((task) => (
          <List.Item key={task.id}>
            {mayChoose && <Tick label={t('{{task}} too', { task: nameOf(task) })} isOn={!spared?.has(task.id)} onChange={(isOn) => onSpare(task.id, !isOn)} />}
            {!areOfOneRun && <span className="dim">{`${task.dag_id} / ${task.dag_run_id} / `}</span>}
            {nameOf(task)} <StateBadge state={task.state} />
            {task.new_state !== undefined && ` → ${task.new_state ? stateName(task.new_state) : t('runs again')}`}
          </List.Item>
        ))}
        {touched.length > shown && <List.Item>{t('and {{number}} more', { number: touched.length - shown })}</List.Item>}
      </List>
      {running > 0 && <Alert color="yellow">{t('{{number}} of them are running now; they are stopped first.', { number: running })}</Alert>}
    </Stack>
  )
}

const nameOf = (task: Touched): string => `${task.task_id}${task.map_index !== undefined && task.map_index >= 0 ? ` [${task.map_index}]` : ''}`
