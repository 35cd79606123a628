import { Button, Group, Loader, Select, Text, TextInput, useComputedColorScheme } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, useCallback, useMemo, useRef, useState } from 'react'
import { rootedAt, TaskAround, useChange } from '../dags/TaskAround'
import { graphAsked, graphQuestion } from '../early/questions'
import { asking } from '../shared/api'
import { useBeside } from '../shared/beside'
import { Problem } from '../shared/Problem'
import { stateColor } from '../shared/states'
import type { Graph, GraphNode } from '../shared/types'
import { t } from '../shared/words'
import { GraphFilters } from './GraphFilters'
import { VersionAndRun } from './VersionAndRun'
import { directions, type Box, type Direction } from './layout'
import { GroupNode, OutsideNode, TaskNode } from './nodes'
import { pictureOf } from './picture'
import { Sheet, type SheetHandle } from './Sheet'
import { groupsAround, isFiltered, isWanted } from './taskFilters'
import { useLayout } from './useLayout'

const DependencyView = lazy(() => import('../dependencies/DependencyView'))

const DIRECTION = 'graph-direction'

/** With so many tasks, groups are closed at first. */
const MANY = 60

/** The tasks of a DAG and what waits for what, with the states of one run. */
export default function GraphView({ dagId, runId }: { dagId: string; runId?: string }) {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const asked = graphAsked(search, runId)
  const graph = useQuery({ queryKey: ['graph', dagId, asked], ...asking<Graph>(graphQuestion(dagId, asked)), placeholderData: keepPreviousData })
  if (graph.error) return <Problem error={graph.error} retry={() => void graph.refetch()} />
  if (!graph.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  return <Picture dagId={dagId} graph={graph.data} ownRun={runId} />
}

const names: Record<Direction, () => string> = { LR: () => t('To the right'), RL: () => t('To the left'), TB: () => t('Downwards'), BT: () => t('Upwards') }

const directionOf = (value: string | null): Direction => directions.find((one) => one === value) ?? 'LR'

function Picture({ dagId, graph, ownRun }: { dagId: string; graph: Graph; ownRun: string | undefined }) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const set = useChange()
  const beside = useBeside(dagId)
  const sheet = useRef<SheetHandle>(null)
  const scheme = useComputedColorScheme('light')
  const groups = useMemo(() => groupsOf(graph.nodes), [graph.nodes])
  const around = useMemo(() => groupsAround(graph.nodes), [graph.nodes])
  const known = useMemo(() => new Map(flat(graph.nodes).map((node) => [node.id, node])), [graph.nodes])
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(known.size > MANY ? [] : groups))
  const [direction, setDirection] = useState<Direction>(() => directionOf(localStorage.getItem(DIRECTION)))
  const [find, setFind] = useState('')
  const [over, setOver] = useState<string | null>(null)
  const [found, setFound] = useState<string | null>(null)
  const drawing = useLayout(graph, open, direction)
  const states = useMemo(() => new Map(graph.task_instances.map((task) => [task.task_id, task])), [graph.task_instances])
  const chosen = over ?? found ?? beside.place?.taskId ?? null
  const colorOf = useCallback((box: Box) => (box.kind === 'outside' ? '#868e96' : stateColor(states.get(box.id)?.state ?? null)), [states])
  const toggle = (id: string) => {
    sheet.current?.hold(id)
    setOpen(open.has(id) ? new Set([...open].filter((one) => one !== id)) : new Set([...open, id]))
  }
  const go = (taskId: string) => {
    if (search.mode === 'traverse' && search.root) return set(rootedAt(taskId, search))
    const runId = graph.run_id
    if (runId === null) return void navigate({ to: '/dags/$dagId/tasks/$taskId', params: { dagId, taskId } })
    return beside.open({ runId, taskId })
  }
  const seek = (text: string) => {
    setFind(text)
    const wanted = text.toLowerCase()
    const box = wanted ? drawing?.boxes.find((one) => one.kind !== 'join' && one.id.toLowerCase().includes(wanted)) : undefined
    setFound(box?.id ?? null)
    if (box) sheet.current?.show(box.id)
  }
  const download = async () => {
    const picture = drawing && (await pictureOf(drawing, (id) => states.get(id)?.state ?? null, direction, scheme === 'dark'))
    if (!picture) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(picture)
    link.download = `${[dagId, graph.run_id].filter(Boolean).join('-')}.png`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const turn = (value: string | null) => {
    localStorage.setItem(DIRECTION, directionOf(value))
    setDirection(directionOf(value))
  }
  const show = (box: Box) => {
    const node = known.get(box.id)
    if (box.kind === 'join') return <div className="graph-join" />
    if (box.kind === 'outside') return node && <OutsideNode node={node} isChosen={chosen === box.id} />
    const Shown = box.kind === 'group' ? GroupNode : TaskNode
    return <Shown box={box} task={states.get(box.id)} isChosen={chosen === box.id} isFaded={isFiltered(search) && !isWanted(box, states.get(box.id), search, around)} onToggle={toggle} onOpen={go} />
  }
  const isOfAll = search.deps === 'all'

  return (
    <>
      <Group gap="xs" mb="xs">
        <TextInput size="xs" w={150} aria-label={t('Find tasks')} placeholder={t('Find tasks')} value={find} onChange={(event) => seek(event.currentTarget.value)} />
        <TaskAround tasks={[...known.values()].filter((node) => !node.children && node.operator !== null).map((node) => node.id)} />
        <GraphFilters nodes={graph.nodes} groups={groups} />
        <VersionAndRun dagId={dagId} ownRun={ownRun} runId={graph.run_id} />
        <Select
          size="xs"
          w={170}
          aria-label={t('What is around it')}
          data={[
            { value: 'tasks', label: t('Only the tasks') },
            { value: 'outside', label: t('with what is around it') },
            { value: 'all', label: t('All dependent DAGs') },
          ]}
          value={search.deps ?? 'tasks'}
          allowDeselect={false}
          onChange={(deps) => set({ deps: deps === 'tasks' ? undefined : (deps ?? undefined) })}
        />
        <Select size="xs" w={130} aria-label={t('Direction')} data={directions.map((value) => ({ value, label: names[value]() }))} value={direction} onChange={turn} allowDeselect={false} />
        {groups.length > 0 && (
          <Button size="xs" variant="default" onClick={() => setOpen(new Set(open.size ? [] : groups))}>
            {open.size ? t('Close all groups') : t('Open all groups')}
          </Button>
        )}
        <Button size="xs" variant="default" disabled={!drawing} onClick={() => void download()}>
          {t('As a picture')}
        </Button>
      </Group>
      {isOfAll ? (
        <DependencyView nodeId={`dag:${dagId}`} />
      ) : drawing === null ? (
        <div className="graph" role="region" aria-label={t('Graph')} />
      ) : drawing.boxes.length === 0 ? (
        <Text c="dimmed">{t('No task is like that.')}</Text>
      ) : (
        <Sheet handle={sheet} drawing={drawing} direction={drawing.direction} label={t('Graph')} show={show} chosen={chosen} colorOf={colorOf} onOver={setOver} />
      )}
    </>
  )
}

const flat = (nodes: GraphNode[]): GraphNode[] => nodes.flatMap((node) => [node, ...flat(node.children ?? [])])

const groupsOf = (nodes: GraphNode[]): string[] => nodes.flatMap((node) => (node.children ? [node.id, ...groupsOf(node.children)] : []))
