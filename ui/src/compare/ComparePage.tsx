import { Group, Loader, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState, type ReactNode } from 'react'
import { lineDiff } from '../dags/lineDiff'
import { dagAddress, runAddress } from '../shared/addresses'
import { get, part } from '../shared/api'
import { PageTitle } from '../shared/PageTitle'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { StateBadge } from '../shared/StateBadge'
import { kindName, stateName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { DagRun } from '../shared/types'
import { t } from '../shared/words'
import { linesOf, type Comparison, type Line } from './compare'

/** Two runs of a DAG side by side: what they are, and what each task became and took. */
export function ComparePage() {
  const { dagId } = useParams({ strict: false }) as { dagId: string }
  const { left, right } = useSearch({ strict: false }) as { left?: string; right?: string }
  const navigate = useNavigate()
  const [isAll, setAll] = useState(false)
  const found = useQuery({
    queryKey: ['run', dagId, 'compare', left, right],
    queryFn: () => get<Comparison>(`/ui/compare/${part(dagId)}`, { run_ids: [left, right].filter((id): id is string => Boolean(id)) }),
  })
  const lines = useMemo(() => (found.data ? linesOf(found.data) : []), [found.data])
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const [one, other] = found.data.runs
  const open = (changed: { left?: string | undefined; right?: string | undefined }) =>
    void navigate({ to: '/dags/$dagId/compare', params: { dagId }, search: { left: one?.dag_run_id, right: other?.dag_run_id, ...changed } as never, replace: true })
  const choices = [...new Set([...found.data.runs.map((run) => run.dag_run_id), ...found.data.recent_run_ids])]
  const differing = lines.filter((line) => line.differs).length
  const shown = isAll ? lines : lines.filter((line) => line.differs)

  return (
    <Stack>
      <Group gap="sm">
        <PlainLink href={dagAddress(dagId)}>{dagId}</PlainLink>
        <PageTitle name={t('Two runs compared')} />
      </Group>
      {!one || !other ? (
        <Text>{t('There are not two runs yet.')}</Text>
      ) : (
        <>
          <div className="data-box">
            <table className="data compared" aria-label={t('The runs')}>
              <thead>
                <tr>
                  <th>
                    <span className="sr-only">{t('What')}</span>
                  </th>
                  <th>
                    <Select aria-label={t('The one run')} data={choices.filter((id) => id !== other.dag_run_id)} value={one.dag_run_id} searchable allowDeselect={false} onChange={(id) => open({ left: id ?? undefined })} />
                  </th>
                  <th>
                    <Select aria-label={t('The other run')} data={choices.filter((id) => id !== one.dag_run_id)} value={other.dag_run_id} searchable allowDeselect={false} onChange={(id) => open({ right: id ?? undefined })} />
                  </th>
                </tr>
              </thead>
              <tbody>
                <Fact name={t('State')} of={[one, other]} text={(run) => stateName(run.state)} show={(run) => <StateBadge state={run.state} />} />
                <Fact name={t('Made')} of={[one, other]} text={(run) => kindName(run.run_type)} />
                <Fact name={t('Run after')} of={[one, other]} text={(run) => told(run.run_after)} isPlain />
                <Fact name={t('Started')} of={[one, other]} text={(run) => told(run.start_date)} isPlain />
                <Fact name={t('Took')} of={[one, other]} text={(run) => duration(run.duration)} isPlain />
                <Fact name={t('Version')} of={[one, other]} text={(run) => run.dag_versions.map((version) => `v${version.version_number}`).join(', ')} />
                <Fact name={t('By')} of={[one, other]} text={(run) => run.triggering_user_name ?? ''} />
                <Fact name={t('Page')} of={[one, other]} text={(run) => run.dag_run_id} show={(run) => <PlainLink href={runAddress(dagId, run.dag_run_id)}>{run.dag_run_id}</PlainLink>} isPlain />
              </tbody>
            </table>
          </div>
          <Conf one={one} other={other} />
          <Group justify="space-between">
            <Title order={2} size="h5">
              {t('Tasks that differ: {{number}} of {{total}}', { number: differing, total: lines.length })}
            </Title>
            <Switch label={t('Show all')} checked={isAll} onChange={(event) => setAll(event.currentTarget.checked)} />
          </Group>
          {shown.length === 0 ? <Text c="dimmed">{t('Every task became the same, in about the same time.')}</Text> : <Tasks dagId={dagId} one={one} other={other} lines={shown} />}
        </>
      )}
    </Stack>
  )
}

/** A line of what the runs are; it stands out where they differ. */
function Fact({ name, of, text, show, isPlain = false }: { name: string; of: [DagRun, DagRun]; text: (run: DagRun) => string; show?: (run: DagRun) => ReactNode; isPlain?: boolean }) {
  const differs = !isPlain && text(of[0]) !== text(of[1])
  return (
    <tr className={differs ? 'differs' : undefined}>
      <th scope="row">{name}</th>
      {of.map((run) => (
        <td key={run.dag_run_id}>{show?.(run) ?? text(run)}</td>
      ))}
    </tr>
  )
}

const written = (run: DagRun): string => JSON.stringify(run.conf ?? {}, null, 2)

/** The confs: once where they are the same, else what only one of them has. */
function Conf({ one, other }: { one: DagRun; other: DagRun }) {
  const lines = lineDiff(written(other), written(one))
  if (lines.every((line) => line.kind === 'same')) return <Text size="sm">{Object.keys(one.conf ?? {}).length > 0 ? t('Both have the same conf.') : t('Neither has a conf.')}</Text>
  return (
    <section>
      <Title order={2} size="h5">
        {t('Conf')}
      </Title>
      <pre className="log" tabIndex={0} aria-label={t('Conf')}>
        {lines.map((line, at) => (
          <div key={at} className={`line ${line.kind}`}>
            {line.kind === 'same' ? ' ' : line.kind === 'new' ? '+' : '-'} {line.text}
          </div>
        ))}
      </pre>
    </section>
  )
}

const percent = (ratio: number): string => `${ratio >= 1 ? '+' : '−'}${Math.round(Math.abs(ratio - 1) * 100)} %`

function Tasks({ dagId, one, other, lines }: { dagId: string; one: DagRun; other: DagRun; lines: Line[] }) {
  const longest = Math.max(1, ...lines.filter((line) => !line.isGroup).flatMap((line) => [line.left?.seconds ?? 0, line.right?.seconds ?? 0]))
  const side = (line: Line, run: DagRun, cell: Line['left']) => (
    <td>
      {cell ? (
        <span className="share">
          {line.isGroup ? (
            <StateBadge state={cell.state} />
          ) : (
            <PlainLink href={`${runAddress(dagId, run.dag_run_id)}/tasks/${part(line.id)}`}>
              <StateBadge state={cell.state} />
            </PlainLink>
          )}
          {cell.seconds !== null && !line.isGroup && <meter min={0} max={longest} value={cell.seconds} aria-label={t('Took')} />}
          <span className="nowrap">{duration(cell.seconds)}</span>
        </span>
      ) : (
        <span className="dim">{t('not there')}</span>
      )}
    </td>
  )
  return (
    <div className="data-box">
      <table className="data compared" aria-label={t('Tasks')}>
        <thead>
          <tr>
            <th>{t('Task')}</th>
            <th>{one.dag_run_id}</th>
            <th>{other.dag_run_id}</th>
            <th>{t('Difference')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td style={{ paddingLeft: 10 + line.depth * 14 }}>{line.isGroup ? <strong>{line.label}</strong> : line.label}</td>
              {side(line, one, line.left)}
              {side(line, other, line.right)}
              <td>
                {line.longer !== null && Math.abs(line.longer) >= 0.1 && (
                  <span className={line.isSlower ? 'slower nowrap' : 'nowrap'}>
                    {line.longer > 0 ? '+' : '−'}
                    {duration(Math.abs(line.longer))} {line.ratio !== null && `(${percent(line.ratio)})`}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
