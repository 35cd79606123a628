import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { t } from './words'

const KEY = 'beside-share'
const [LEAST, MOST, USUAL, STEP] = [20, 80, 50, 5]

const within = (share: number): number => Math.min(MOST, Math.max(LEAST, share))

const kept = (): number => within(Number(localStorage.getItem(KEY)) || USUAL)

/** Two things beside each other, with a bar between them that is dragged or moved by keys; how the room is shared is kept in this browser. */
export function Split({ left, right }: { left: ReactNode; right: ReactNode }) {
  const [share, setShare] = useState(kept)
  const box = useRef<HTMLDivElement>(null)
  const turn = (next: number) => {
    setShare(within(next))
    localStorage.setItem(KEY, String(within(next)))
  }
  const drag = (event: PointerEvent) => {
    const edge = box.current?.getBoundingClientRect()
    if (event.buttons === 1 && edge) turn((100 * (event.clientX - edge.left)) / edge.width)
  }
  const key = (event: KeyboardEvent) => {
    const next = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: LEAST, End: MOST }[event.key]
    if (next === undefined) return
    event.preventDefault()
    turn(next)
  }
  return (
    <div className="split" ref={box}>
      <div className="split-part" style={{ flexBasis: right ? `${share}%` : '100%' }}>
        {left}
      </div>
      {right && (
        <>
          <div
            className="split-bar"
            role="separator"
            aria-orientation="vertical"
            aria-label={t('Where the page is parted')}
            aria-valuemin={LEAST}
            aria-valuemax={MOST}
            aria-valuenow={Math.round(share)}
            tabIndex={0}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onDoubleClick={() => turn(USUAL)}
            onKeyDown={key}
          />
          <aside className="split-part" aria-label={t('Details')} style={{ flexBasis: `${100 - share}%` }}>
            {right}
          </aside>
        </>
      )}
    </div>
  )
}
