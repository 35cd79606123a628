import { stateColor } from './states'

/** What stands in the square of each state, so that it can be told without its colour. */
const marks: Record<string, string> = {
  success: 'M3 6.5 5.2 8.7 9 3.8',
  failed: 'M3.5 3.5 8.5 8.5 M8.5 3.5 3.5 8.5',
  running: 'M4.5 3.2 8.6 6 4.5 8.8 Z',
  queued: 'M3.5 4 H8.5 M3.5 6 H8.5 M3.5 8 H8.5',
  scheduled: 'M6 3 V6 L8.2 7.4',
  skipped: 'M3.2 3.5 5.8 6 3.2 8.5 M6.2 3.5 8.8 6 6.2 8.5',
  upstream_failed: 'M6 8.8 V3.5 M3.8 5.5 6 3.2 8.2 5.5',
  up_for_retry: 'M8.6 6 A2.7 2.7 0 1 1 7.6 3.9 M7.7 2.6 V4.2 H6.1',
  up_for_reschedule: 'M3.4 6 A2.7 2.7 0 1 0 4.4 3.9 M4.3 2.6 V4.2 H5.9',
  deferred: 'M4.6 3.4 V8.6 M7.4 3.4 V8.6',
  awaiting_input: 'M4.4 4.6 A1.7 1.7 0 1 1 6 6.4 V7.1 M6 8.7 V8.9',
  restarting: 'M3.3 6 H8.7 M6.5 3.8 8.7 6 6.5 8.2',
  removed: 'M3.4 6 H8.6',
  planned: 'M6 4.6 V7.4 M4.6 6 H7.4',
}

/** The square of a state with its sign; its name stands beside it. */
export function StateMark({ state }: { state: string | null }) {
  return (
    <svg aria-hidden className="mark" width={12} height={12} viewBox="0 0 12 12">
      <rect width={12} height={12} rx={3} fill={stateColor(state)} />
      {state && marks[state] && <path d={marks[state]} fill="none" stroke="#fff" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" />}
    </svg>
  )
}
