import { runAddress } from '../shared/addresses'
import { PlainLink } from '../shared/PlainLink'
import { kindName, stateColor, stateName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { GridRun } from '../shared/types'
import { CELL } from './GridCanvas'

export const BAR = 60

/** The runs above their columns: the longer one took, the taller it is; one much longer than the others does not flatten them. */
export function GridBars({ dagId, runs }: { dagId: string; runs: GridRun[] }) {
  const longest = Math.max(1, ...runs.map((run) => run.duration ?? 0))
  return (
    <div style={{ display: 'flex', alignItems: 'flex-end', height: BAR + 8, position: 'sticky', top: 0, background: 'var(--mantine-color-body)', zIndex: 2 }}>
      {runs.map((run) => {
        const label = `${run.run_id}: ${stateName(run.state)}, ${kindName(run.run_type)}, ${told(run.run_after)}${run.duration === null ? '' : `, ${duration(run.duration)}`}`
        const share = run.duration === null ? 1 : Math.sqrt(run.duration / longest)
        return (
          <PlainLink
            key={run.run_id}
            href={runAddress(dagId, run.run_id)}
            title={label}
            aria-label={label}
            style={{
              width: CELL - 4,
              margin: '0 2px 4px',
              height: 10 + (BAR - 10) * share,
              background: stateColor(run.state),
              borderRadius: 2,
              borderTop: run.has_note ? '3px solid var(--mantine-color-yellow-5)' : undefined,
            }}
          />
        )
      })}
    </div>
  )
}
