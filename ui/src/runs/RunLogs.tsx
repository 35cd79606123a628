import { useNavigate, useSearch } from '@tanstack/react-router'
import { LogSearch } from '../tasks/LogSearch'

/** Looks through all logs of a run; what for stands in the address, so that it can be sent to somebody. */
export default function RunLogs({ dagId, runId }: { dagId: string; runId: string }) {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  return (
    <LogSearch
      dagId={dagId}
      runId={runId}
      first={{ q: search.q ?? '', level: search.level?.split(',').filter(Boolean) ?? [] }}
      onAsk={({ q, level }) => void navigate({ to: '.', search: { q: q || undefined, level: level.join(',') || undefined }, replace: true })}
    />
  )
}
