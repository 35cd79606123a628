import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Sheet, type SheetHandle } from '../graph/Sheet'
import { useLayout } from '../graph/useLayout'
import { get } from '../shared/api'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'
import { addressOf, shapeOf, type Dependencies, type DependencyNode } from './dependency'

const kinds: Record<DependencyNode['type'], { mark: string; name: () => string }> = {
  dag: { mark: '◆', name: () => t('DAG') },
  asset: { mark: '⛁', name: () => t('asset') },
  'asset-alias': { mark: '⛁', name: () => t('alias of assets') },
  'asset-name-ref': { mark: '⛁', name: () => t('asset by name') },
  'asset-uri-ref': { mark: '⛁', name: () => t('asset by address') },
  trigger: { mark: '▶', name: () => t('triggers') },
  sensor: { mark: '◷', name: () => t('waits') },
}

const NOTHING_OPEN: ReadonlySet<string> = new Set()

/** DAGs and what links them; of one node, only what hangs together with it. */
export default function DependencyView({ nodeId, find = '' }: { nodeId?: string | undefined; find?: string }) {
  const found = useQuery({ queryKey: ['dags', undefined, 'dependencies', nodeId], queryFn: () => get<Dependencies>('/ui/dependencies', { node_id: nodeId }) })
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (found.data?.nodes.length === 0) return <Text c="dimmed">{nodeId ? t('Nothing depends on it, and it depends on nothing.') : t('No DAG triggers another one, waits for one, or shares an asset with one.')}</Text>
  return <Picture data={found.data} chosen={nodeId} find={find} />
}

function Picture({ data, chosen, find }: { data: Dependencies | undefined; chosen: string | undefined; find: string }) {
  const sheet = useRef<SheetHandle>(null)
  const shape = useMemo(() => data && { ...shapeOf(data), run_id: null, task_instances: [] }, [data])
  const drawing = useLayout(shape, NOTHING_OPEN, 'LR')
  const [over, setOver] = useState<string | null>(null)
  const things = useMemo(() => new Map(data?.nodes.map((node) => [node.id, node])), [data])
  const wanted = find.toLowerCase()
  useEffect(() => {
    const box = wanted ? drawing?.boxes.find((one) => one.label.toLowerCase().includes(wanted)) : undefined
    if (box) sheet.current?.show(box.id)
  }, [drawing, wanted])
  if (!drawing) return <div className="graph" role="region" aria-label={t('Graph')} />
  return (
    <Sheet
      handle={sheet}
      drawing={drawing}
      direction={drawing.direction}
      label={t('Graph')}
      chosen={over ?? chosen ?? null}
      onOver={setOver}
      colorOf={() => '#868e96'}
      show={(box) => {
        const thing = things.get(box.id)
        return thing && <Thing thing={thing} isChosen={box.id === chosen || box.id === over || (wanted !== '' && box.label.toLowerCase().includes(wanted))} />
      }}
    />
  )
}

function Thing({ thing, isChosen }: { thing: DependencyNode; isChosen: boolean }) {
  const { mark, name } = kinds[thing.type]
  const address = addressOf(thing)
  const words = (
    <span>
      <span aria-hidden>{mark}</span> {thing.label}
      <small>{name()}</small>
    </span>
  )
  const look = `graph-node thing ${thing.type}${isChosen ? ' chosen-thing' : ''}`
  return address === null ? (
    <span className={look} title={thing.label}>
      {words}
    </span>
  ) : (
    <PlainLink href={address} className={look} title={thing.label}>
      {words}
    </PlainLink>
  )
}
