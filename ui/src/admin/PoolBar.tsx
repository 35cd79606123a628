import { AnchorLink } from '../shared/AnchorLink'
import { stateColor, stateName } from '../shared/states'
import { t } from '../shared/words'
import type { Item } from './kind'

const parts = ['running', 'queued', 'scheduled', 'deferred'] as const

/** The slots of a pool: who has them, who waits for them, and what is free; each part leads to its task instances. */
export function PoolBar({ pool }: { pool: Item }) {
  const counts = parts.map((state) => ({ state, count: Number(pool[`${state}_slots`] ?? 0) })).filter((part) => part.count > 0)
  const open = Math.max(0, Number(pool.open_slots ?? 0))
  const isEndless = Number(pool.slots) < 0
  const total = counts.reduce((sum, part) => sum + part.count, 0) + (isEndless ? 0 : open)
  return (
    <div style={{ minWidth: 240 }}>
      <div className="bar" aria-hidden>
        {counts.map(({ state, count }) => (
          <span key={state} style={{ width: `${(100 * count) / total}%`, background: stateColor(state) }} />
        ))}
      </div>
      <span className="swatches">
        {counts.map(({ state, count }) => (
          <AnchorLink key={state} to="/task_instances" search={{ pool: String(pool.name), state }} size="xs">
            {count} {stateName(state)}
          </AnchorLink>
        ))}
        <span className="dim">{isEndless ? t('no limit') : t('{{number}} free', { number: open })}</span>
      </span>
    </div>
  )
}
