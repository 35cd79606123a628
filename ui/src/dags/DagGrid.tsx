import { Box, Button, Group, Loader, Select, Switch, Text, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import { gridAsked, gridSizes } from '../early/questions'
import { TaskBulk } from '../runs/TaskBulk'
import { dagAddress, taskAddress } from '../shared/addresses'
import { besideChosen, chooseBeside, useBeside } from '../shared/beside'
import { ChosenBar } from '../shared/chosen'
import { PlainLink } from '../shared/PlainLink'
import { Filters, type Filter } from '../shared/Filters'
import { Kind, signedKinds } from '../shared/KindMark'
import { Problem } from '../shared/Problem'
import { useMay } from '../shared/session'
import { kindName, runStates, stateName } from '../shared/states'
import { t } from '../shared/words'
import { axisOf, BAR, GridBars, HEAD } from './GridBars'
import { CELL, GridCanvas, ROW } from './GridCanvas'
import { cellsOf, chosenIn, groupsOf, rowsOf, tasksOf, type Area, type Row } from './grid'
import { TaskAround, rootedAt, useChange } from './TaskAround'
import { useGrid } from './useGrid'

/** So many rows above and below what is to be seen are drawn as well, and so many are scrolled before others are drawn. */
const STEP = 16
const kinds = ['manual', 'scheduled', 'backfill', 'asset_triggered']

const filters = (): Filter[] => [
  { name: 'user', parameter: 'triggering_user', label: t('Triggered by'), isMore: true },
  { name: 'after', parameter: 'run_after_gte', label: t('Run after, from'), kind: 'time', isMore: true },
  { name: 'before', parameter: 'run_after_lte', label: t('Run after, to'), kind: 'time', isMore: true },
]

/** Tasks down, runs across: one call, whatever the DAG's size. */
export function DagGrid({ dagId }: { dagId: string }) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [find, setFind] = useState('')
  const asked = gridAsked(search)
  const change = useChange()
  const beside = useBeside(dagId)
  const { limit, offset } = asked
  const grid = useGrid(dagId, asked)
  const runs = useMemo(() => grid.data?.runs.toReversed() ?? [], [grid.data])
  const structure = grid.data?.structure
  const rows = useMemo(() => {
    const wanted = find.toLowerCase()
    const all = rowsOf(structure ?? [], wanted ? new Set() : closed)
    return wanted ? all.filter((row) => row.id.toLowerCase().includes(wanted)) : all
  }, [structure, closed, find])
  const cells = useMemo(() => cellsOf(grid.data?.cells ?? { tasks: [], states: [], runs: {} }, grid.data?.noted), [grid.data])
  const groups = useMemo(() => groupsOf(structure ?? []), [structure])
  const may = useMay(dagId)
  const [area, setArea] = useState<Area | null>(null)
  const [block, setBlock] = useState(0)
  const [isBeside, setBeside] = useState(besideChosen)
  const turn = (isOn: boolean) => {
    chooseBeside(isOn)
    setBeside(isOn)
    if (!isOn && beside.place) beside.close()
  }
  const box = useRef<HTMLDivElement>(null)
  const { ref: measured, height } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(box, measured)
  const first = Math.max(0, (block - 1) * STEP)
  const last = Math.min(rows.length, block * STEP + Math.ceil(height / ROW) + 2 * STEP)
  const chosen = useMemo(() => (area ? chosenIn(area, rows, runs, structure ?? [], cells).map((one) => ({ ...one, dag_id: dagId })) : []), [area, rows, runs, structure, cells, dagId])
  const reach = (row: number) => {
    const element = box.current
    if (!element) return
    const [above, below] = [row * ROW, (row + 1) * ROW + BAR + HEAD - element.clientHeight]
    if (element.scrollTop > above) element.scrollTop = above
    else if (element.scrollTop < below) element.scrollTop = below
  }
  const toggle = (row: Row) => {
    setArea(null)
    setClosed(row.isOpen ? new Set([...closed, row.id]) : new Set([...closed].filter((id) => id !== row.id)))
  }
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
        <Filters filters={filters()} search={search} set={set} size="xs" />
        <Select size="xs" w={90} aria-label={t('Runs shown')} data={gridSizes} value={String(limit)} onChange={(value) => set({ limit: value ?? undefined })} allowDeselect={false} />
        <TaskAround tasks={tasksOf(structure ?? [])} />
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
        {beside.isWide && <Switch size="xs" label={t('Open beside')} checked={isBeside} onChange={(event) => turn(event.currentTarget.checked)} />}
      </Group>
      {runs.length === 0 && <Text c="dimmed">{search.state || search.type || search.user || search.after || search.before ? t('No run is like that.') : t('The DAG has not run yet.')}</Text>}
      <Box ref={ref} style={{ overflow: 'auto', maxHeight: 'calc(100vh - 250px)', position: 'relative' }} tabIndex={0} role="region" aria-label={t('Grid')} onScroll={(event) => setBlock(Math.floor(Math.max(0, event.currentTarget.scrollTop - BAR) / (ROW * STEP)))}>
        <Box style={{ display: 'flex', width: 'max-content' }}>
          <Box className="grid-names" w={{ base: 150, sm: 260 }}>
            <div className="grid-axis" style={{ height: BAR + HEAD }}>
              {axisOf(runs).map(([text, bottom]) => (
                <span key={bottom} style={{ bottom }}>
                  {text}
                </span>
              ))}
            </div>
            <div style={{ paddingTop: first * ROW, height: rows.length * ROW }}>
              {rows.slice(first, last).map((row) => (
                <Name
                  key={row.id}
                  dagId={dagId}
                  row={row}
                  onRoot={search.mode === 'traverse' && search.root ? () => change(rootedAt(row.id, search)) : undefined}
                  onToggle={() => toggle(row)}
                />
              ))}
            </div>
          </Box>
          {runs.length > 0 && (
            <Box>
              <GridBars dagId={dagId} runs={runs} openId={beside.place?.runId} onOpen={beside.isWide && (beside.place !== null || besideChosen()) ? (runId) => beside.open({ runId }) : undefined} />
              <div style={{ position: 'relative', width: runs.length * CELL, height: rows.length * ROW }}>
                <GridCanvas
                  rows={rows}
                  runs={runs}
                  cells={cells}
                  first={first}
                  last={last}
                  area={area}
                  onArea={may('can_edit', 'Task Instances') ? setArea : () => undefined}
                  onOpen={(runId, taskId, isPage) => (isPage ? beside.toPage({ runId, taskId }) : beside.open({ runId, taskId }))}
                  onToggle={toggle}
                  at={beside.place}
                  onReach={reach}
                />
              </div>
            </Box>
          )}
        </Box>
      </Box>
      <div className="swatches" role="group" aria-label={t('What the signs mean')}>
        {signedKinds.map((kind) => (
          <Kind key={kind} kind={kind} />
        ))}
        <span className="nowrap">
          <span aria-hidden className="noted" /> {t('with a note')}
        </span>
        <span className="nowrap">
          <span aria-hidden>┊</span> {t('a new version of the DAG begins')}
        </span>
      </div>
      <ChosenBar count={chosen.length} onClear={() => setArea(null)}>
        <TaskBulk tasks={chosen} onDone={() => setArea(null)} />
      </ChosenBar>
    </Box>
  )
}

function Name({ dagId, row, onToggle, onRoot }: { dagId: string; row: Row; onToggle: () => void; onRoot: (() => void) | undefined }) {
  return (
    <div className="grid-name" style={{ paddingLeft: row.depth * 14, height: ROW }} title={row.id}>
      {row.isGroup ? (
        <>
          <button type="button" className="plain-button" aria-expanded={row.isOpen} onClick={onToggle}>
            {row.isOpen ? '▾' : '▸'} {row.label}
          </button>
          <PlainLink className="group-link" href={`${dagAddress(dagId)}/tasks/group/${encodeURIComponent(row.id)}`} title={t('{{group}} in all runs', { group: row.id })} aria-label={t('{{group}} in all runs', { group: row.id })}>
            ›
          </PlainLink>
        </>
      ) : onRoot ? (
        <button type="button" className="plain-button" title={t('Around {{task}}', { task: row.id })} onClick={onRoot}>
          {row.label}
        </button>
      ) : (
        <PlainLink href={taskAddress(dagId, row.id)}>
          {row.label}
          {row.isMapped ? ' [ ]' : ''}
        </PlainLink>
      )}
    </div>
  )
}
