import type { MouseEvent } from 'react'
import { runAddress } from '../shared/addresses'
import { kindSign } from '../shared/KindMark'
import { PlainLink } from '../shared/PlainLink'
import { kindName, stateColor, stateName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { GridRun } from '../shared/types'
import { t } from '../shared/words'
import { CELL } from './GridCanvas'

export const BAR = 60

/** What stands below the bars: a sign of what made each run, and some air. */
export const HEAD = 22
const SHORTEST = 10
const SIGN = 14

const longestOf = (runs: GridRun[]): number => Math.max(1, ...runs.map((run) => run.duration ?? 0))

const heightOf = (seconds: number, longest: number): number => SHORTEST + (BAR - SHORTEST) * Math.sqrt(seconds / longest)

/** What the heights of the bars mean: the longest, and a quarter of it, which is half as tall. */
export function axisOf(runs: GridRun[]): [text: string, bottom: number][] {
  if (!runs.some((run) => run.duration !== null)) return []
  const longest = longestOf(runs)
  return [longest, longest / 4].map((seconds) => [duration(seconds), SIGN + heightOf(seconds, longest) - 6])
}

const isPlain = (event: MouseEvent): boolean => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** The runs above their columns: the longer one took, the taller it is; one much longer than the others does not flatten them. */
export function GridBars({ dagId, runs, openId, onOpen }: { dagId: string; runs: GridRun[]; openId: string | undefined; onOpen: ((runId: string) => void) | undefined }) {
  const longest = longestOf(runs)
  return (
    <div style={{ display: 'flex', alignItems: 'flex-end', height: BAR + HEAD, position: 'sticky', top: 0, background: 'var(--mantine-color-body)', zIndex: 2 }}>
      {runs.map((run, at) => {
        const before = runs[at - 1]?.version_number
        const isNew = before != null && run.version_number != null && before !== run.version_number
        const label = `${run.run_id}: ${stateName(run.state)}, ${kindName(run.run_type)}, ${told(run.run_after)}${run.duration === null ? '' : `, ${duration(run.duration)}`}${run.version_number == null ? '' : `, v${run.version_number}`}${run.has_note ? `, ${t('with a note')}` : ''}`
        return (
          <PlainLink key={run.run_id} className={`grid-run${isNew ? ' new-version' : ''}${run.run_id === openId ? ' here' : ''}`} href={runAddress(dagId, run.run_id)} onClick={onOpen && ((event) => isPlain(event) && (event.preventDefault(), onOpen(run.run_id)))} title={isNew ? `${label} (${t('from version {{number}} on', { number: run.version_number })})` : label} aria-label={label} style={{ width: CELL }}>
            <span className={run.has_note ? 'noted-bar' : undefined} style={{ height: run.duration === null ? BAR : heightOf(run.duration, longest), background: stateColor(run.state) }} />
            <i aria-hidden>{kindSign(run.run_type)}</i>
          </PlainLink>
        )
      })}
    </div>
  )
}
