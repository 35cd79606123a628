import { Button, Group, Loader, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ClearModal } from '../runs/ClearModal'
import { logPath } from '../early/questions'
import { instanceAddress, runAddress } from '../shared/addresses'
import { get } from '../shared/api'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { Time } from '../shared/Time'
import { t } from '../shared/words'
import { lastLines, type Log } from '../tasks/log'
import { tailOf, type Failure } from './overview'

/** So many of the last lines of a log are shown. */
const LINES = 40

/** A task instance that failed: when, the end of its log on demand, and the way to have it run again. */
export function FailureLog({ failure }: { failure: Failure }) {
  const [isOpen, setOpen] = useState(false)
  const [wraps, setWraps] = useState(true)
  const [isClearing, setClearing] = useState(false)
  const may = useMay(failure.dag_id)
  const log = useQuery({
    queryKey: ['log', failure.dag_id, failure.id, failure.try_number, 'end'],
    queryFn: () => get<Log>(logPath('log', failure, failure.try_number), { map_index: failure.map_index }),
    enabled: isOpen,
  })
  const name = `${failure.task_id}${failure.map_index < 0 ? '' : ` [${failure.map_index}]`}`
  return (
    <li className="failure">
      <Group gap="xs">
        <PlainLink href={instanceAddress(failure)}>{name}</PlainLink>
        <PlainLink href={runAddress(failure.dag_id, failure.dag_run_id)} className="plain-link tag">
          {failure.dag_run_id}
        </PlainLink>
        <Time at={failure.end_date} />
        <Button size="compact-xs" variant="default" aria-expanded={isOpen} aria-label={`${isOpen ? t('Hide the log') : t('Show the log')}: ${name} ${failure.dag_run_id}`} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('Hide the log') : t('Show the log')}
        </Button>
        {may('can_edit', 'Task Instances') && (
          <Button size="compact-xs" variant="default" aria-label={`${t('Run again…')}: ${name} ${failure.dag_run_id}`} onClick={() => setClearing(true)}>
            {t('Run again…')}
          </Button>
        )}
        {isOpen && <Switch size="xs" label={t('Wrap long lines')} checked={wraps} onChange={(event) => setWraps(event.currentTarget.checked)} />}
      </Group>
      {isOpen && log.error && <Problem error={log.error} retry={() => void log.refetch()} />}
      {isOpen && !log.data && !log.error && <Loader size="sm" role="progressbar" aria-label={t('Loading')} />}
      {isOpen && log.data && (
        <>
          <pre className={wraps ? 'log wrapped' : 'log'} tabIndex={0} aria-label={t('The end of the log of {{name}}', { name })}>
            {tailOf(lastLines(log.data), LINES).map((line, at) => (
              <div key={at} className={`line ${line.level}`}>
                {line.text}
              </div>
            ))}
          </pre>
          <Text size="xs">
            <PlainLink href={`${instanceAddress(failure)}?try_number=${failure.try_number}`}>{t('All of the log')}</PlainLink>
          </Text>
        </>
      )}
      {isClearing && <ClearModal dagId={failure.dag_id} runId={failure.dag_run_id} task={{ taskId: failure.task_id, mapIndex: failure.map_index }} onClose={() => setClearing(false)} />}
    </li>
  )
}
