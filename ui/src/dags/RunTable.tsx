import { useSearch } from '@tanstack/react-router'
import { RunList } from '../lists/RunList'

/** The runs of a DAG, the newest first; of one day or hour, where the calendar asks for that. */
export default function RunTable({ dagId }: { dagId: string }) {
  const { day } = useSearch({ strict: false })
  return <RunList dagId={dagId} day={day} />
}
