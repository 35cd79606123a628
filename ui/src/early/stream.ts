/** What the stream of changes tells. */
const kinds = ['run', 'task', 'dag', 'worker', 'health', 'reset'] as const

interface EarlyStream {
  source: EventSource
  /** What it told until somebody took it. */
  heard: [string, MessageEvent<string>][]
  stop: () => void
}

const early = globalThis as { earlyStream?: EarlyStream }

export const openStream = (): EventSource => new EventSource('/api/v2/events')

/** Opens the stream before the page's data is asked for, so that no change falls between that and the time when the scripts are there. */
export function openEarlyStream(): void {
  const source = openStream()
  const heard: EarlyStream['heard'] = []
  const stop = new AbortController()
  for (const kind of kinds) source.addEventListener(kind, (event) => heard.push([kind, event as MessageEvent<string>]), { signal: stop.signal })
  early.earlyStream = { source, heard, stop: () => stop.abort() }
}

/** The stream that is open already and what it has told; undefined where there is none, or it was refused. */
export function takeEarlyStream(): EarlyStream | undefined {
  const stream = early.earlyStream
  delete early.earlyStream
  stream?.stop()
  return stream?.source.readyState === EventSource.CLOSED ? undefined : stream
}
