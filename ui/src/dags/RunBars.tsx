import { runAddress } from '../shared/addresses'
import { PlainLink } from '../shared/PlainLink'
import { stateColor, stateName } from '../shared/states'
import { duration, told } from '../shared/time'
import type { RunBrief } from '../shared/types'

const TALLEST = 24
const SHORTEST = 7

/** The last runs, the newest on the right: the longer one took, the taller it is; what has not ended is as tall as can be. */
export function RunBars({ runs }: { runs: RunBrief[] }) {
  const longest = Math.max(1, ...runs.map((run) => run.duration ?? 0))
  return (
    <span className="bars">
      {runs.toReversed().map((run) => {
        const label = `${run.run_id}: ${stateName(run.state)}, ${told(run.run_after)}${run.duration === null ? '' : `, ${duration(run.duration)}`}`
        const share = run.duration === null ? 1 : Math.sqrt(run.duration / longest)
        return (
          <PlainLink
            key={run.run_id}
            href={runAddress(run.dag_id, run.run_id)}
            title={label}
            aria-label={label}
            style={{ height: SHORTEST + (TALLEST - SHORTEST) * share, background: stateColor(run.state) }}
          />
        )
      })}
    </span>
  )
}
