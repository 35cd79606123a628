import { Box, Button, Group, Loader, Select, Text, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { Problem } from '../shared/Problem'
import { kindName, runStates, stateColor, stateName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { Grid, GridRun } from '../shared/types'
import { t } from '../shared/words'
import { CELL, GridCanvas, ROW } from './GridCanvas'
import { cellsOf, groupsOf, rowsOf, type Row } from './grid'

const BAR = 60
const SIZES = ['10', '25', '50', '100']
const kinds = ['manual', 'scheduled', 'backfill', 'asset_triggered']

/** Tasks down, runs across: one call, whatever the DAG's size. */
export function DagGrid({ dagId }: { dagId: string }) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [find, setFind] = useState('')
  const limit = SIZES.includes(search.limit ?? '') ? Number(search.limit) : 50
  const offset = Number(search.offset ?? 0) || 0
  const asked = { limit, offset, state: search.state, run_type: search.type, order_by: '-run_after' }
  const grid = useQuery({ queryKey: ['grid', dagId, asked], queryFn: () => get<Grid>(`/ui/grid/${part(dagId)}`, asked), placeholderData: keepPreviousData })
  const runs = useMemo(() => grid.data?.runs.toReversed() ?? [], [grid.data])
  const structure = grid.data?.structure
  const rows = useMemo(() => {
    const wanted = find.toLowerCase()
    const all = rowsOf(structure ?? [], wanted ? new Set() : closed)
    return wanted ? all.filter((row) => row.id.toLowerCase().includes(wanted)) : all
  }, [structure, closed, find])
  const cells = useMemo(() => cellsOf(grid.data?.summaries ?? []), [grid.data])
  const groups = useMemo(() => groupsOf(structure ?? []), [structure])
  const set = (changed: Record<string, string | undefined>) => void navigate({ to: '.', search: ((before: object) => ({ ...before, offset: undefined, ...changed })) as never, replace: true })

  if (grid.error) return <Problem error={grid.error} retry={() => void grid.refetch()} />
  if (!grid.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const total = grid.data.total_entries

  return (
    <Box>
      <Group mb="xs" gap="xs">
        <TextInput size="xs" w={150} aria-label={t('Find tasks')} placeholder={t('Find tasks')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
        <Select size="xs" w={130} clearable aria-label={t('State of the run')} placeholder={t('State of the run')} data={runStates.map((value) => ({ value, label: stateName(value) }))} value={search.state ?? null} onChange={(state) => set({ state: state ?? undefined })} />
        <Select size="xs" w={130} clearable aria-label={t('Made')} placeholder={t('Made')} data={kinds.map((value) => ({ value, label: kindName(value) }))} value={search.type ?? null} onChange={(type) => set({ type: type ?? undefined })} />
        <Select size="xs" w={90} aria-label={t('Runs shown')} data={SIZES} value={String(limit)} onChange={(value) => set({ limit: value ?? undefined })} allowDeselect={false} />
        {groups.length > 0 && (
          <Button size="xs" variant="default" onClick={() => setClosed(new Set(closed.size ? [] : groups))}>
            {closed.size ? t('Open all groups') : t('Close all groups')}
          </Button>
        )}
        {(offset > 0 || total > limit) && (
          <Button.Group>
            <Button size="xs" variant="default" disabled={offset + limit >= total} onClick={() => set({ offset: String(offset + limit) })}>
              {t('Older')}
            </Button>
            <Button size="xs" variant="default" disabled={offset === 0} onClick={() => set({ offset: String(Math.max(0, offset - limit)) })}>
              {t('Newer')}
            </Button>
          </Button.Group>
        )}
        <Text size="sm" c="dimmed">
          {t('{{count}} runs', { count: total })}
        </Text>
      </Group>
      {runs.length === 0 && <Text c="dimmed">{search.state || search.type ? t('No run is like that.') : t('The DAG has not run yet.')}</Text>}
      <Box style={{ overflow: 'auto', maxHeight: 'calc(100vh - 250px)', position: 'relative' }} tabIndex={0} role="region" aria-label={t('Grid')}>
        <Box style={{ display: 'flex', width: 'max-content' }}>
          <Box className="grid-names" w={{ base: 150, sm: 260 }} style={{ paddingTop: BAR + 8 }}>
            {rows.map((row) => (
              <Name
                key={row.id}
                dagId={dagId}
                row={row}
                onToggle={() => setClosed(row.isOpen ? new Set([...closed, row.id]) : new Set([...closed].filter((id) => id !== row.id)))}
              />
            ))}
          </Box>
          {runs.length > 0 && (
            <Box>
              <Bars dagId={dagId} runs={runs} />
              <GridCanvas rows={rows} runs={runs} cells={cells} onOpen={(runId, taskId) => void navigate({ to: '/dags/$dagId/runs/$runId/tasks/$taskId', params: { dagId, runId, taskId } })} />
            </Box>
          )}
        </Box>
      </Box>
    </Box>
  )
}

function Name({ dagId, row, onToggle }: { dagId: string; row: Row; onToggle: () => void }) {
  return (
    <div className="grid-name" style={{ paddingLeft: row.depth * 14, height: ROW }} title={row.id}>
      {row.isGroup ? (
        <button type="button" className="plain-button" aria-expanded={row.isOpen} onClick={onToggle}>
          {row.isOpen ? '▾' : '▸'} {row.label}
        </button>
      ) : (
        <AnchorLink to="/dags/$dagId/tasks/$taskId" params={{ dagId, taskId: row.id }}>
          {row.label}
          {row.isMapped ? ' [ ]' : ''}
        </AnchorLink>
      )}
    </div>
  )
}

/** The runs above their columns: the longer one took, the taller it is; one much longer than the others does not flatten them. */
function Bars({ dagId, runs }: { dagId: string; runs: GridRun[] }) {
  const longest = Math.max(1, ...runs.map((run) => run.duration ?? 0))
  return (
    <div style={{ display: 'flex', alignItems: 'flex-end', height: BAR + 8, position: 'sticky', top: 0, background: 'var(--mantine-color-body)', zIndex: 2 }}>
      {runs.map((run) => {
        const label = `${run.run_id}: ${stateName(run.state)}, ${kindName(run.run_type)}, ${told(run.run_after)}${run.duration === null ? '' : `, ${duration(run.duration)}`}`
        const share = run.duration === null ? 1 : Math.sqrt(run.duration / longest)
        return (
          <Link
            key={run.run_id}
            to="/dags/$dagId/runs/$runId"
            params={{ dagId, runId: run.run_id }}
            title={label}
            aria-label={label}
            style={{
              width: CELL - 4,
              margin: '0 2px 4px',
              height: 10 + (BAR - 10) * share,
              background: stateColor(run.state),
              borderRadius: 2,
              borderTop: run.has_note ? '3px solid var(--mantine-color-yellow-5)' : undefined,
            }}
          />
        )
      })}
    </div>
  )
}
