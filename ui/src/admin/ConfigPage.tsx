import { Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../shared/api'
import { DataTable } from '../shared/DataTable'
import { PageTitle } from '../shared/PageTitle'
import { Problem } from '../shared/Problem'
import { t } from '../shared/words'

const sources = { default: () => t('the default'), file: () => 'airflow.cfg', environment: () => t('the environment') } as const

interface Config {
  sections: { name: string; options: { key: string; value: string; source: keyof typeof sources | null }[] }[]
}

/** The configuration that the server runs with, which can be searched. */
export function ConfigPage() {
  const [find, setFind] = useState('')
  const config = useQuery({ queryKey: ['config'], queryFn: () => get<Config>('/ui/config_sources') })
  const [isChanged, setChanged] = useState(false)
  const wanted = find.toLowerCase()
  const sections = (config.data?.sections ?? [])
    .map((section) => ({ ...section, options: section.options.filter((option) => `${section.name} ${option.key} ${option.value}`.toLowerCase().includes(wanted) && (!isChanged || option.source === 'file' || option.source === 'environment')) }))
    .filter((section) => section.options.length > 0)
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle name={t('Configuration')} />
        <Group>
          <Switch label={t('Only what was set')} checked={isChanged} onChange={(event) => setChanged(event.currentTarget.checked)} />
          <TextInput w={260} aria-label={t('Find in the configuration')} placeholder={t('Find in the configuration')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
        </Group>
      </Group>
      {config.error && <Problem error={config.error} retry={() => void config.refetch()} />}
      {config.data && sections.length === 0 && <Text c="dimmed">{t('Nothing is like that.')}</Text>}
      {sections.map((section) => (
        <section key={section.name}>
          <Title order={2} size="h5">
            [{section.name}]
          </Title>
          <DataTable
            items={section.options}
            keyOf={(option) => option.key}
            empty=""
            minWidth={360}
            columns={[
              { label: t('Option'), show: (option) => <code>{option.key}</code> },
              { label: t('Value'), show: (option) => <code className="wrap">{option.value}</code> },
              { label: t('From where'), show: (option) => option.source && (option.source === 'default' ? <span className="dim">{sources.default()}</span> : sources[option.source]()) },
            ]}
          />
        </section>
      ))}
    </Stack>
  )
}
