import '@xyflow/react/dist/style.css'
import { Button, Group, Loader, SegmentedControl, Stack, Text, TextInput, useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Background, Controls, MarkerType, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, type Edge } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { Problem } from '../shared/Problem'
import { stateColor } from '../shared/states'
import type { Graph, GraphNode } from '../shared/types'
import { t } from '../shared/words'
import { GroupNode, JoinNode, TaskNode, type GraphFlowNode } from './nodes'
import type { Direction, Drawing } from './layout'
import { pictureOf } from './picture'
import { useLayout } from './useLayout'

// a type called group would get the looks that the library has for it
const nodeTypes = { task: TaskNode, tasks: GroupNode, join: JoinNode }
const DIRECTION = 'graph-direction'

/** With so many tasks, groups are closed at first. */
const MANY = 60

/** The tasks of a DAG and what waits for what, with the states of one run. */
export default function GraphView({ dagId, runId }: { dagId: string; runId?: string }) {
  const graph = useQuery({ queryKey: ['graph', dagId, runId], queryFn: () => get<Graph>(`/ui/graph/${part(dagId)}`, { run_id: runId }) })
  if (graph.error) return <Problem error={graph.error} retry={() => void graph.refetch()} />
  if (!graph.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  return (
    <ReactFlowProvider>
      <Picture dagId={dagId} graph={graph.data} isOfRun={runId !== undefined} />
    </ReactFlowProvider>
  )
}

function Picture({ dagId, graph, isOfRun }: { dagId: string; graph: Graph; isOfRun: boolean }) {
  const navigate = useNavigate()
  const flow = useReactFlow()
  const scheme = useComputedColorScheme('light')
  const groups = useMemo(() => groupsOf(graph.nodes), [graph.nodes])
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(countOf(graph.nodes) > MANY ? [] : groups))
  const [direction, setDirection] = useState<Direction>(() => (localStorage.getItem(DIRECTION) === 'TB' ? 'TB' : 'LR'))
  const [find, setFind] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const drawing = useLayout(graph, open, direction)
  const isLaidOut = drawing !== null
  const states = useMemo(() => new Map(graph.task_instances.map((task) => [task.task_id, task])), [graph.task_instances])
  const toggle = (id: string) => setOpen(open.has(id) ? new Set([...open].filter((one) => one !== id)) : new Set([...open, id]))
  const go = (taskId: string) =>
    void (graph.run_id === null
      ? navigate({ to: '/dags/$dagId/tasks/$taskId', params: { dagId, taskId } })
      : navigate({ to: '/dags/$dagId/runs/$runId/tasks/$taskId', params: { dagId, runId: graph.run_id, taskId } }))

  useEffect(() => {
    if (isLaidOut) void flow.fitView({ padding: 0.08, maxZoom: 1, duration: 0 })
  }, [flow, isLaidOut, open, direction, drawing])

  const seek = (text: string) => {
    setFind(text)
    const wanted = text.toLowerCase()
    const box = wanted ? drawing?.boxes.find((one) => one.kind !== 'join' && one.id.toLowerCase().includes(wanted)) : undefined
    setChosen(box?.id ?? null)
    if (box) void flow.fitView({ nodes: [{ id: box.id }], maxZoom: 1.2, duration: 200 })
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
  const turn = (value: string) => {
    localStorage.setItem(DIRECTION, value)
    setDirection(value === 'TB' ? 'TB' : 'LR')
  }

  return (
    <Stack gap="xs">
      <Group gap="xs">
        <TextInput size="xs" w={170} aria-label={t('Find tasks')} placeholder={t('Find tasks')} value={find} onChange={(event) => seek(event.currentTarget.value)} />
        <SegmentedControl
          size="xs"
          aria-label={t('Direction')}
          data={[
            { value: 'LR', label: t('To the right') },
            { value: 'TB', label: t('Downwards') },
          ]}
          value={direction}
          onChange={turn}
        />
        {groups.length > 0 && (
          <Button size="xs" variant="default" onClick={() => setOpen(new Set(open.size ? [] : groups))}>
            {open.size ? t('Close all groups') : t('Open all groups')}
          </Button>
        )}
        <Button size="xs" variant="default" disabled={!drawing} onClick={() => void download()}>
          {t('As a picture')}
        </Button>
        {!isOfRun && (
          <AnchorLink to="/dependencies" search={{ node: `dag:${dagId}` }} size="sm">
            {t('Other DAGs')}
          </AnchorLink>
        )}
        {!isOfRun && graph.run_id !== null && (
          <Text size="sm" c="dimmed">
            {t('States of the last run:')}{' '}
            <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId, runId: graph.run_id }} underline="always">
              {graph.run_id}
            </AnchorLink>
          </Text>
        )}
      </Group>
      <div className="graph" role="region" aria-label={t('Graph')}>
        {drawing && (
          <ReactFlow
            nodes={nodesOf(drawing, { states, direction, chosen, onToggle: toggle, onOpen: go })}
            edges={edgesOf(drawing, chosen)}
            nodeTypes={nodeTypes}
            colorMode={scheme}
            minZoom={0.05}
            maxZoom={2}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            onlyRenderVisibleElements={drawing.boxes.length > 200}
            onNodeMouseEnter={(_, node) => setChosen(node.id)}
            onNodeMouseLeave={() => setChosen(null)}
          >
            <Background />
            <Controls showInteractive={false} />
            {drawing.boxes.length > 12 && <MiniMap pannable nodeColor={(node) => stateColor(states.get(node.id)?.state ?? null)} ariaLabel={t('Small map')} />}
          </ReactFlow>
        )}
      </div>
    </Stack>
  )
}

const groupsOf = (nodes: GraphNode[]): string[] => nodes.flatMap((node) => (node.children ? [node.id, ...groupsOf(node.children)] : []))

const countOf = (nodes: GraphNode[]): number => nodes.reduce((sum, node) => sum + 1 + countOf(node.children ?? []), 0)

interface Look {
  states: Map<string, Graph['task_instances'][number]>
  direction: Direction
  chosen: string | null
  onToggle: (id: string) => void
  onOpen: (id: string) => void
}

const nodesOf = (drawing: Drawing, look: Look): GraphFlowNode[] =>
  drawing.boxes.map((box) => ({
    id: box.id,
    type: box.kind === 'group' ? 'tasks' : box.kind,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    ...(box.parent === null ? {} : { parentId: box.parent, extent: 'parent' as const }),
    data: { box, task: look.states.get(box.id), direction: look.direction, isChosen: look.chosen === box.id, onToggle: look.onToggle, onOpen: look.onOpen },
  }))

const edgesOf = (drawing: Drawing, chosen: string | null): Edge[] =>
  drawing.arrows.map((arrow) => {
    const isChosen = arrow.source === chosen || arrow.target === chosen
    return {
      id: arrow.id,
      source: arrow.source,
      target: arrow.target,
      type: 'default',
      zIndex: isChosen ? 2 : 1,
      style: { strokeWidth: isChosen ? 2.5 : 1.2, ...(isChosen ? { stroke: 'var(--mantine-primary-color-filled)' } : {}) },
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
      ...(arrow.label ? { label: arrow.label } : {}),
    }
  })
