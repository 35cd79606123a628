import { Group, Stack, TextInput } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { PageTitle } from '../shared/PageTitle'
import { PlainLink } from '../shared/PlainLink'
import { t } from '../shared/words'
import DependencyView from './DependencyView'

/** Which DAGs trigger or wait for others, or share assets with them. */
export function DependenciesPage() {
  const { node } = useSearch({ strict: false }) as { node?: string }
  const [find, setFind] = useState('')
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle name={t('Dependencies')} />
        <Group>
          {node && <PlainLink href="/dependencies">{t('Show all DAGs')}</PlainLink>}
          <TextInput aria-label={t('Find in the graph')} placeholder={t('Find in the graph')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
        </Group>
      </Group>
      <DependencyView nodeId={node} find={find} />
    </Stack>
  )
}
