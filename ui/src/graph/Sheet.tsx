import { useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type Ref } from 'react'
import { t } from '../shared/words'
import type { Arrow, Box, Direction, Drawing } from './layout'
import { aroundOf, fitted, nextOf, placesOf, strokeOf, zoomed, type Place, type Point, type View } from './sheet'

/** With more boxes only those near the window are there. */
const MANY = 400
const NEAR = 600
const STEP = 1.25
const MAP = { width: 170, height: 110 }

/** So many boxes fit into one look: no small map is needed. */
const FEW = 12

export interface SheetHandle {
  /** Brings a box into the middle. */
  show: (id: string) => void
  /** Says that this box is to stay where it is when what is drawn changes next. */
  hold: (id: string) => void
}

interface Props {
  drawing: Drawing
  direction: Direction
  label: string
  /** What stands in a box. */
  show: (box: Box) => ReactNode
  /** The box whose arrows stand out. */
  chosen?: string | null
  /** The class of an arrow, which has looks of its own then. */
  lookOf?: (arrow: Arrow) => string
  /** The colour of a box on the small map; without it there is none. */
  colorOf?: (box: Box) => string
  onOver?: (id: string | null) => void
  handle?: Ref<SheetHandle>
}

/**
 * Boxes and arrows on a sheet that is dragged and zoomed: plain elements, and all arrows of one look as one path, so that hundreds are there in a moment.
 * The arrow keys go from box to box.
 */
export function Sheet({ drawing, direction, label, show, chosen = null, lookOf, colorOf, onOver, handle }: Props) {
  const window = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLElement>(null)
  const view = useRef<View>({ x: 0, y: 0, zoom: 1 })
  const held = useRef<{ id: string; at: Point } | null>(null)
  const isFitted = useRef('')
  const pointers = useRef(new Map<number, Point>())
  const [near, setNear] = useState<Place | null>(null)
  const places = useMemo(() => placesOf(drawing.boxes), [drawing])
  const around = useMemo(() => aroundOf(places.values()) ?? { x: 0, y: 0, width: 1, height: 1 }, [places])
  const isGreat = drawing.boxes.length > MANY
  const small = Math.min(MAP.width / around.width, MAP.height / around.height)
  const targets = useMemo(() => new Map([...places].filter(([id]) => drawing.boxes.some((box) => box.id === id && box.kind !== 'join' && !(box.kind === 'group' && box.isOpen)))), [places, drawing])

  const look = (next: View) => {
    view.current = next
    const [box, element] = [window.current, sheet.current]
    if (!box || !element) return
    element.style.transform = `translate(${next.x}px,${next.y}px) scale(${next.zoom})`
    const seen = { x: -next.x / next.zoom, y: -next.y / next.zoom, width: box.clientWidth / next.zoom, height: box.clientHeight / next.zoom }
    if (frame.current) {
      Object.assign(frame.current.style, { left: `${(seen.x - around.x) * small}px`, top: `${(seen.y - around.y) * small}px`, width: `${seen.width * small}px`, height: `${seen.height * small}px` })
    }
    if (isGreat && (!near || !covers(near, seen))) setNear({ x: seen.x - NEAR, y: seen.y - NEAR, width: seen.width + 2 * NEAR, height: seen.height + 2 * NEAR })
  }
  const size = () => ({ width: window.current?.clientWidth ?? 0, height: window.current?.clientHeight ?? 0 })
  const fit = () => look(fitted(around, size()))
  const zoom = (factor: number, at: Point = { x: size().width / 2, y: size().height / 2 }) => look(zoomed(view.current, factor, at))
  const center = (id: string) => {
    const place = places.get(id)
    if (place) look(fitted(place, size(), Math.max(0.8, Math.min(1.2, view.current.zoom))))
  }

  useImperativeHandle(handle, () => ({
    show: center,
    hold: (id) => {
      const place = places.get(id)
      held.current = place ? { id, at: { x: view.current.x + place.x * view.current.zoom, y: view.current.y + place.y * view.current.zoom } } : null
    },
  }))

  useLayoutEffect(() => {
    const place = held.current && places.get(held.current.id)
    if (held.current && place && isFitted.current === direction) {
      const { zoom: same } = view.current
      look({ zoom: same, x: held.current.at.x - place.x * same, y: held.current.at.y - place.y * same })
    } else {
      fit()
    }
    held.current = null
    isFitted.current = direction
    // eslint-disable-next-line -- only what is drawn moves the view
  }, [drawing, direction])

  useLayoutEffect(() => {
    const element = window.current
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const box = element?.getBoundingClientRect()
      zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 500)), { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) })
    }
    // React listens to wheels passively, and the page would be scrolled as well
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  })

  const press = (event: PointerEvent) => {
    if ((event.target as Element).closest('button, a, .sheet-map')) return
    window.current?.setPointerCapture(event.pointerId)
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }
  const move = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const [other] = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, point]) => point)
    if (other) {
      const box = window.current?.getBoundingClientRect()
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y))
      zoom(factor, { x: (now.x + other.x) / 2 - (box?.left ?? 0), y: (now.y + other.y) / 2 - (box?.top ?? 0) })
    } else {
      look({ ...view.current, x: view.current.x + now.x - before.x, y: view.current.y + now.y - before.y })
    }
    pointers.current.set(event.pointerId, now)
  }
  const release = (event: PointerEvent) => void pointers.current.delete(event.pointerId)
  const key = (event: KeyboardEvent) => {
    const from = (event.target as Element).closest<HTMLElement>('[data-box]')?.dataset.box
    const next = from !== undefined && event.key.startsWith('Arrow') ? nextOf(from, event.key, targets) : undefined
    if (next === undefined) return
    event.preventDefault()
    center(next)
    // a box that was too far away is there after the next drawing
    requestAnimationFrame(() => window.current?.querySelector<HTMLElement>(`[data-box="${CSS.escape(next)}"] button, [data-box="${CSS.escape(next)}"] a`)?.focus({ preventScroll: true }))
  }
  const onMap = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const { zoom: same } = view.current
    look({ zoom: same, x: size().width / 2 - (around.x + (event.clientX - box.left) / small) * same, y: size().height / 2 - (around.y + (event.clientY - box.top) / small) * same })
  }
  const boxes = isGreat && near ? drawing.boxes.filter((box) => meets(near, places.get(box.id))) : drawing.boxes

  return (
    <div ref={window} className="graph sheet-window" role="region" aria-label={label} onPointerDown={press} onPointerMove={move} onPointerUp={release} onPointerCancel={release} onKeyDown={key}>
      <div ref={sheet} className="sheet" onPointerOver={(event) => onOver?.((event.target as Element).closest<HTMLElement>('[data-box]')?.dataset.box ?? null)} onPointerLeave={() => onOver?.(null)}>
        <Arrows drawing={drawing} places={places} direction={direction} chosen={chosen} lookOf={lookOf} />
        {boxes.map((box) => {
          const at = places.get(box.id)
          return (
            <div key={box.id} data-box={box.id} className={box.kind === 'group' && box.isOpen ? 'sheet-box open' : 'sheet-box'} style={{ left: at?.x, top: at?.y, width: box.width, height: box.height }}>
              {show(box)}
            </div>
          )
        })}
      </div>
      <div className="sheet-controls">
        <button type="button" aria-label={t('Larger')} title={t('Larger')} onClick={() => zoom(STEP)}>
          +
        </button>
        <button type="button" aria-label={t('Smaller')} title={t('Smaller')} onClick={() => zoom(1 / STEP)}>
          −
        </button>
        <button type="button" aria-label={t('All of it')} title={t('All of it')} onClick={fit}>
          <svg width="13" height="13" viewBox="0 0 13 13" aria-hidden>
            <path d="M1 4V1h3M9 1h3v3M12 9v3H9M4 12H1V9" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </div>
      {colorOf && drawing.boxes.length > FEW && (
        <div className="sheet-map" role="img" aria-label={t('Small map')} style={{ width: around.width * small, height: around.height * small }} onPointerDown={onMap} onPointerMove={onMap}>
          <SmallMap drawing={drawing} places={places} around={around} small={small} colorOf={colorOf} />
          <i ref={frame} />
        </div>
      )}
    </div>
  )
}

const covers = (outer: Place, inner: Place): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height

const meets = (window: Place, place: Place | undefined): boolean =>
  place !== undefined && place.x < window.x + window.width && place.x + place.width > window.x && place.y < window.y + window.height && place.y + place.height > window.y

/** All arrows of one look are one path. */
function Arrows({ drawing, places, direction, chosen, lookOf }: { drawing: Drawing; places: ReadonlyMap<string, Place>; direction: Direction; chosen: string | null; lookOf: ((arrow: Arrow) => string) | undefined }) {
  const strokes = useMemo(
    () =>
      drawing.arrows.flatMap((arrow) => {
        const [from, to] = [places.get(arrow.source), places.get(arrow.target)]
        return from && to ? [{ arrow, look: lookOf?.(arrow) ?? '', ...strokeOf(from, to, direction, arrow.way) }] : []
      }),
    [drawing, places, direction, lookOf],
  )
  const looks = useMemo(() => [...new Set(strokes.map(({ look }) => look))].map((look) => [look, strokes.filter((stroke) => stroke.look === look)] as const), [strokes])
  const own = chosen === null ? [] : strokes.filter(({ arrow }) => arrow.source === chosen || arrow.target === chosen)
  return (
    <svg className="sheet-arrows" aria-hidden>
      {looks.map(([look, some]) => (
        <g key={look} className={look || undefined}>
          <path className="line" d={some.map((stroke) => stroke.line).join('')} />
          <path className="tip" d={some.map((stroke) => stroke.tip).join('')} />
        </g>
      ))}
      {own.length > 0 && (
        <g className="own">
          <path className="line" d={own.map((stroke) => stroke.line).join('')} />
          <path className="tip" d={own.map((stroke) => stroke.tip).join('')} />
        </g>
      )}
      {strokes.map(
        ({ arrow, middle }) =>
          arrow.label && (
            <text key={arrow.id} x={middle.x} y={middle.y - 4}>
              {arrow.label}
            </text>
          ),
      )}
    </svg>
  )
}

function SmallMap({ drawing, places, around, small, colorOf }: { drawing: Drawing; places: ReadonlyMap<string, Place>; around: Place; small: number; colorOf: (box: Box) => string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    if (!element || !brush) return
    const ratio = globalThis.devicePixelRatio || 1
    element.width = around.width * small * ratio
    element.height = around.height * small * ratio
    brush.scale(small * ratio, small * ratio)
    for (const box of drawing.boxes) {
      const at = places.get(box.id)
      if (!at || box.kind === 'join' || (box.kind === 'group' && box.isOpen)) continue
      brush.fillStyle = colorOf(box)
      brush.fillRect(at.x - around.x, at.y - around.y, at.width, at.height)
    }
  }, [drawing, places, around, small, colorOf])
  return <canvas ref={canvas} style={{ width: '100%', height: '100%' }} />
}
