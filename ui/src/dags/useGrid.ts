import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { asking, get, part } from '../shared/api'
import { useRunChanges } from '../shared/events'
import type { Grid } from '../shared/types'
import { withChanges, type GridChanges } from './gridChanges'
import { gridQuestion, type GridAsked } from '../early/questions'

/** So many runs are mended; where more have changed, all is read. */
const MOST = 25

/** The grid of a DAG: read once, and then of every run that changes only that. */
export function useGrid(dagId: string, asked: GridAsked) {
  const client = useQueryClient()
  const queryKey = ['grid', dagId, asked]
  const grid = useQuery({ queryKey, ...asking<Grid>(gridQuestion(dagId, asked)), placeholderData: keepPreviousData })
  const waiting = useRef<Set<string> | 'all'>(new Set())
  const isBusy = useRef(false)
  const isNewest = asked.offset === 0 && !asked.state && !asked.run_type && !asked.triggering_user && !asked.run_after_gte && !asked.run_after_lte

  const mend = async () => {
    const runIds = waiting.current
    waiting.current = new Set()
    const before = client.getQueryData<Grid>(queryKey)
    const next =
      before && runIds !== 'all' && runIds.size <= MOST
        ? await get<GridChanges>(`/ui/grid/changes/${part(dagId)}`, { run_ids: [...runIds] })
            .then((changes) => withChanges(client.getQueryData<Grid>(queryKey) ?? before, changes, runIds, isNewest, asked.limit))
            .catch(() => null)
        : null
    if (next) client.setQueryData<Grid>(queryKey, next)
    else await client.refetchQueries({ queryKey, exact: true })
  }
  useRunChanges((changed, runIds) => {
    if (changed !== dagId) return
    waiting.current = waiting.current === 'all' || runIds.size === 0 ? 'all' : new Set([...waiting.current, ...runIds])
    if (isBusy.current) return
    isBusy.current = true
    const goOn = async (): Promise<void> => {
      await mend()
      if (waiting.current === 'all' || waiting.current.size > 0) return goOn()
      isBusy.current = false
    }
    void goOn()
  })
  return grid
}
