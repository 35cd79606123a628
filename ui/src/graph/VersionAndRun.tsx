import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '../dags/TaskAround'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import type { GridRun } from '../shared/types'
import { t } from '../shared/words'

const SHOWN = 50

/** Which version of the DAG is drawn, and whose states it has; what there is to choose is asked for when somebody chooses. */
export function VersionAndRun({ dagId, ownRun, runId }: { dagId: string; ownRun: string | undefined; runId: string | null }) {
  const search = useSearch({ strict: false }) as { version?: string; run?: string }
  const set = useChange()
  const [isAsked, setAsked] = useState(false)
  const versions = useQuery({
    queryKey: ['dag', dagId, 'versions'],
    queryFn: () => get<{ dag_versions: { version_number: number }[] }>(`/api/v2/dags/${part(dagId)}/dagVersions`, { order_by: '-version_number', limit: SHOWN }),
    enabled: isAsked,
  })
  const runs = useQuery({ queryKey: ['runs', dagId, 'brief'], queryFn: () => get<GridRun[]>(`/ui/grid/runs/${part(dagId)}`, { order_by: '-run_after', limit: SHOWN }), enabled: isAsked && !ownRun })
  const ask = () => setAsked(true)
  const numbers = versions.data?.dag_versions.map((one) => String(one.version_number)) ?? []
  const ids = runs.data?.map((run) => run.run_id) ?? []
  const withOwn = (list: string[], own: string | undefined | null) => (own && !list.includes(own) ? [own, ...list] : list)
  return (
    <>
      <Select
        size="xs"
        w={120}
        clearable
        aria-label={t('Version')}
        placeholder={t('newest version')}
        data={withOwn(numbers, search.version).map((value) => ({ value, label: `v${value}` }))}
        value={search.version ?? null}
        onDropdownOpen={ask}
        onFocus={ask}
        onChange={(version) => set({ version: version ?? undefined })}
      />
      {!ownRun && runId !== null && (
        <>
          <Select size="xs" w={220} searchable aria-label={t('States of the run')} data={withOwn(ids, runId)} value={runId} allowDeselect={false} onDropdownOpen={ask} onFocus={ask} onChange={(run) => set({ run: run ?? undefined })} />
          <AnchorLink to="/dags/$dagId/runs/$runId" params={{ dagId, runId }} size="sm">
            <Text component="span" size="sm">
              {t('to the run')}
            </Text>
          </AnchorLink>
        </>
      )}
    </>
  )
}
