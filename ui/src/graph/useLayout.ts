import { useEffect, useRef, useState } from 'react'
import type { Graph } from '../shared/types'
import type { Direction, Drawing } from './layout'
import type { Question } from './layout.worker'

/** Has a worker lay the graph out anew when its shape changes; states alone move nothing. */
export function useLayout(graph: Graph | undefined, open: ReadonlySet<string>, direction: Direction): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const worker = useRef<Worker | null>(null)
  const number = useRef(0)
  const shape = graph && JSON.stringify([graph.nodes, graph.edges])

  useEffect(() => {
    const made = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' })
    made.onmessage = ({ data }: MessageEvent<{ number: number; drawing: Drawing }>) => {
      if (data.number === number.current) setDrawing(data.drawing)
    }
    worker.current = made
    return () => made.terminate()
  }, [])

  useEffect(() => {
    if (!shape) return
    const [nodes, edges] = JSON.parse(shape) as [Graph['nodes'], Graph['edges']]
    number.current += 1
    worker.current?.postMessage({ number: number.current, nodes, edges, open: [...open], direction } satisfies Question)
  }, [shape, open, direction])

  return drawing
}
