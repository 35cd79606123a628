import { useEffect, useMemo, useState } from 'react'
import type { Graph } from '../shared/types'
import { layout, type Direction, type Drawing } from './layout'
import type { Question } from './layout.worker'

/** So many tasks and arrows are laid out faster than a worker answers. */
const FEW = 1_500

type Placed = Drawing & { direction: Direction }

let number = 0
let worker: Worker | undefined

/** Where everything stands, made anew when the shape changes; states alone move nothing. A great graph is laid out in a worker. The direction is that of what is drawn. */
export function useLayout(graph: Graph | undefined, open: ReadonlySet<string>, direction: Direction): Placed | null {
  const [found, setFound] = useState<Placed | null>(null)
  const shape = graph && JSON.stringify([graph.nodes, graph.edges])
  const question = useMemo(() => (shape ? (JSON.parse(shape) as [Graph['nodes'], Graph['edges']]) : null), [shape])
  const isSmall = question !== null && countOf(question[0]) + question[1].length <= FEW
  const own = useMemo(() => (question !== null && isSmall ? { ...layout(...question, open, direction), direction } : null), [question, isSmall, open, direction])

  useEffect(() => {
    if (question === null || isSmall) return undefined
    const [nodes, edges] = question
    const asked = ++number
    const hear = ({ data }: MessageEvent<{ number: number; drawing: Drawing }>) => {
      if (data.number === asked) setFound({ ...data.drawing, direction })
    }
    worker ??= new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
    const current = worker
    current.addEventListener('message', hear)
    current.postMessage({ number: asked, nodes, edges, open: [...open], direction } satisfies Question)
    return () => current.removeEventListener('message', hear)
  }, [question, isSmall, open, direction])

  return isSmall ? own : found
}

const countOf = (nodes: Graph['nodes']): number => nodes.reduce((sum, node) => sum + 1 + countOf(node.children ?? []), 0)
