import { Group, Loader, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { get, part } from '../shared/api'
import { useBeside } from '../shared/beside'
import { Problem } from '../shared/Problem'
import { stateColor, stateName } from '../shared/states'
import { duration, exact } from '../shared/time'
import { t } from '../shared/words'
import { chartOf, ticksOf, type Bar, type GanttGroup, type GanttTask, type Row } from './gantt'
import { insightQuery } from './RunInsight'

const TICKS = 8
const INDENT = 14

/** When each task of a run waited and ran. */
export default function GanttView({ dagId, runId }: { dagId: string; runId: string }) {
  const gantt = useQuery({
    queryKey: ['gantt', dagId, runId],
    queryFn: () => get<{ task_instances: GanttTask[]; groups: GanttGroup[] }>(`/ui/gantt/${part(dagId)}/${part(runId)}`).then((found) => ({ ...found, now: Date.now() })),
  })
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const turn = (id: string) => setClosed(new Set(closed.has(id) ? [...closed].filter((one) => one !== id) : [...closed, id]))
  const [isPath, setPath] = useState(false)
  const insight = useQuery({ ...insightQuery(dagId, runId), enabled: isPath })
  const path = new Set(insight.data?.critical_path.map((task) => `${task.task_id} ${task.map_index}`))
  const chart = useMemo(() => (gantt.data ? chartOf(gantt.data.task_instances, gantt.data.now, gantt.data.groups, closed) : null), [gantt.data, closed])
  if (gantt.error) return <Problem error={gantt.error} retry={() => void gantt.refetch()} />
  if (!chart) return <Loader role="progressbar" aria-label={t('Loading')} />
  if (chart.rows.length === 0) return <Text c="dimmed">{t('No task has started yet.')}</Text>
  const seconds = (chart.to - chart.from) / 1000

  return (
    <>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed">
          {t('From {{from}}, {{time}} in all. The pale part of a bar is the time in the queue.', { from: exact(chart.from), time: duration(seconds) })}
        </Text>
        <Switch size="xs" label={t('What its length comes from')} checked={isPath} onChange={(event) => setPath(event.currentTarget.checked)} />
      </Group>
      {isPath && insight.data && (
        <Text size="sm" mb="xs">
          {t('Each of these waited for the one before it: {{path}}. Making the run shorter means making one of them shorter.', { path: insight.data.critical_path.map((task) => task.task_id).join(' → ') })}
        </Text>
      )}
      {insight.error && <Problem error={insight.error} />}
      <div className="gantt" role="list" aria-label={t('Gantt')}>
        <div className="gantt-row" aria-hidden>
          <span />
          <span className="gantt-track">
            {ticksOf(seconds, TICKS).map((tick) => (
              <small key={tick} className="dim" style={{ position: 'absolute', left: `${(100 * tick) / Math.max(seconds, 0.001)}%` }}>
                {duration(tick)}
              </small>
            ))}
          </span>
        </div>
        {chart.rows.map((row) => (
          <div className={isPath && insight.data && row.task && !path.has(`${row.task.taskId} ${row.task.mapIndex}`) ? 'gantt-row beside' : 'gantt-row'} key={row.id} role="listitem">
            <span title={row.label} style={{ paddingLeft: row.depth * INDENT }}>
              {row.task ? (
                row.label
              ) : (
                <button type="button" className="plain-button" aria-expanded={!closed.has(row.id)} onClick={() => turn(row.id)}>
                  <span aria-hidden>{closed.has(row.id) ? '▸' : '▾'}</span> <b>{row.label}</b>
                </button>
              )}
            </span>
            <span className="gantt-track">{row.bars.map((bar) => (row.task ? <Try key={bar.id} bar={bar} row={row} task={row.task} dagId={dagId} runId={runId} /> : <Span key={bar.id} bar={bar} label={row.label} />))}</span>
          </div>
        ))}
      </div>
    </>
  )
}

/** What a group took, from its first task to its last. */
function Span({ bar, label }: { bar: Bar; label: string }) {
  const text = `${label}: ${duration(bar.took)}`
  return <b className="gantt-span" role="img" aria-label={text} title={text} style={{ left: `min(${100 * bar.start}%, calc(100% - 2px))`, width: `${100 * (bar.end - bar.start)}%` }} />
}

interface TryProps {
  bar: Bar
  row: Row
  task: { taskId: string; mapIndex: number }
  dagId: string
  runId: string
}

/** One try: the pale part waited, the full part ran; it leads to the task instance. */
function Try({ bar, row, task, dagId, runId }: TryProps) {
  const beside = useBeside(dagId)
  const attempt = row.bars.length > 1 ? `, ${t('Try {{number}}', { number: bar.attempt })}` : ''
  const label = `${row.label}${attempt}: ${stateName(bar.state)}, ${t('waited {{time}}', { time: duration(bar.waited) })}, ${t('ran {{time}}', { time: duration(bar.took) })}`
  const isLast = bar === row.bars.at(-1)
  return (
    <>
      <i aria-hidden style={{ left: `${100 * bar.wait}%`, width: `${100 * (bar.start - bar.wait)}%`, background: stateColor(bar.state) }} />
      <Link
        to={task.mapIndex < 0 ? '/dags/$dagId/runs/$runId/tasks/$taskId' : '/dags/$dagId/runs/$runId/tasks/$taskId/mapped/$mapIndex'}
        params={{ dagId, runId, taskId: task.taskId, mapIndex: String(task.mapIndex) }}
        search={isLast ? {} : { try_number: String(bar.attempt) }}
        aria-label={label}
        title={label}
        onClick={(event) => {
          if (!beside.isWide || !isLast || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          beside.open({ runId, taskId: task.taskId, mapIndex: task.mapIndex })
        }}
        style={{ left: `min(${100 * bar.start}%, calc(100% - 2px))`, width: `${100 * (bar.end - bar.start)}%`, background: stateColor(bar.state) }}
      />
    </>
  )
}
