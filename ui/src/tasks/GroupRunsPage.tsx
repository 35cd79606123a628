import { Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { TaskList } from '../lists/TaskList'
import { AnchorLink } from '../shared/AnchorLink'
import { get, part } from '../shared/api'
import { Markdown } from '../shared/Markdown'
import { PageTabs } from '../shared/PageTabs'
import { PageTitle } from '../shared/PageTitle'
import type { GridNode } from '../shared/types'
import { t } from '../shared/words'

const TaskOverview = lazy(() => import('./TaskOverview'))

const tabs: Record<string, () => string> = {
  task_instances: () => t('Task instances'),
  overview: () => t('Overview'),
}

type Documented = GridNode & { doc_md?: string | null; children?: Documented[] | null }

const docOf = (nodes: Documented[], id: string): string | null => nodes.reduce<string | null>((found, node) => found ?? (node.id === id ? (node.doc_md ?? null) : docOf(node.children ?? [], id)), null)

/** One group of tasks over all runs. */
export function GroupRunsPage() {
  const { dagId, groupId } = useParams({ strict: false }) as { dagId: string; groupId: string }
  const [tab, setTab] = useState('task_instances')
  const structure = useQuery({ queryKey: ['grid', dagId, 'structure'], queryFn: () => get<Documented[]>(`/ui/grid/structure/${part(dagId)}`) })
  const doc = structure.data && docOf(structure.data, groupId)
  return (
    <Stack>
      <Group gap="sm">
        <AnchorLink to="/dags/$dagId" params={{ dagId }} size="sm">
          {dagId}
        </AnchorLink>
        <PageTitle name={groupId} />
        <AnchorLink to="/dags/$dagId" params={{ dagId }} search={{ root: `${groupId}.`, include_upstream: 'true', include_downstream: 'true' }} size="sm">
          {t('Grid')}
        </AnchorLink>
      </Group>
      {doc && <Markdown text={doc} />}
      <PageTabs tabs={tabs} tab={tab} onOpen={setTab}>
        {tab === 'overview' ? <TaskOverview dagId={dagId} groupId={groupId} /> : <TaskList dagId={dagId} groupId={groupId} />}
      </PageTabs>
    </Stack>
  )
}
