import { kindName } from './states'

/** What a run was made by, as a sign of one letter's width: by hand, by the clock, once more, by data. */
const signs: Record<string, string> = { manual: '▶', scheduled: '◷', backfill: '↺', asset_triggered: '⛁', operator_triggered: '⇢', asset_materialization: '⛁▶' }

export const kindSign = (kind: string): string => signs[kind] ?? ''

export const signedKinds = Object.keys(signs)

/** The sign and the word. */
export function Kind({ kind }: { kind: string }) {
  return (
    <span className="nowrap">
      <span aria-hidden>{kindSign(kind)}</span> {kindName(kind)}
    </span>
  )
}
