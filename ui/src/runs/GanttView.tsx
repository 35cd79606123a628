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
import { chartOf, ticksOf, type GanttTask } from './gantt'
import { insightQuery } from './RunInsight'

const TICKS = 8

/** When each task of a run waited and ran. */
export default function GanttView({ dagId, runId }: { dagId: string; runId: string }) {
  const gantt = useQuery({
    queryKey: ['gantt', dagId, runId],
    queryFn: () => get<{ task_instances: GanttTask[] }>(`/ui/gantt/${part(dagId)}/${part(runId)}`).then((found) => ({ ...found, now: Date.now() })),
  })
  const beside = useBeside(dagId)
  const [isPath, setPath] = useState(false)
  const insight = useQuery({ ...insightQuery(dagId, runId), enabled: isPath })
  const path = new Set(insight.data?.critical_path.map((task) => `${task.task_id} ${task.map_index}`))
  const chart = useMemo(() => (gantt.data ? chartOf(gantt.data.task_instances, gantt.data.now) : null), [gantt.data])
  if (gantt.error) return <Problem error={gantt.error} retry={() => void gantt.refetch()} />
  if (!chart) return <Loader role="progressbar" aria-label={t('Loading')} />
  if (chart.bars.length === 0) return <Text c="dimmed">{t('No task has started yet.')}</Text>
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
        {chart.bars.map((bar) => {
          const label = `${bar.label}: ${stateName(bar.state)}, ${t('waited {{time}}', { time: duration(bar.waited) })}, ${t('ran {{time}}', { time: duration(bar.took) })}`
          const place = { dagId, runId, taskId: bar.taskId, mapIndex: String(bar.mapIndex) }
          return (
            <div className={isPath && insight.data && !path.has(`${bar.taskId} ${bar.mapIndex}`) ? 'gantt-row beside' : 'gantt-row'} key={bar.id} role="listitem">
              <span title={bar.label}>{bar.label}</span>
              <span className="gantt-track">
                <i aria-hidden style={{ left: `${100 * bar.wait}%`, width: `${100 * (bar.start - bar.wait)}%`, background: stateColor(bar.state) }} />
                <Link
                  to={bar.mapIndex < 0 ? '/dags/$dagId/runs/$runId/tasks/$taskId' : '/dags/$dagId/runs/$runId/tasks/$taskId/mapped/$mapIndex'}
                  params={place}
                  aria-label={label}
                  title={label}
                  onClick={(event) => {
                    if (!beside.isWide || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                    event.preventDefault()
                    beside.open({ runId, taskId: bar.taskId, mapIndex: bar.mapIndex })
                  }}
                  style={{ left: `min(${100 * bar.start}%, calc(100% - 2px))`, width: `${100 * (bar.end - bar.start)}%`, background: stateColor(bar.state) }}
                />
              </span>
            </div>
          )
        })}
      </div>
    </>
  )
}
