import { Button, Group, Loader, Select, Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useHotkeys } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import { get, part } from '../shared/api'
import { CopyButton } from '../shared/CopyButton'
import { Problem } from '../shared/Problem'
import { duration, exact } from '../shared/time'
import { t } from '../shared/words'
import { lineDiff } from './lineDiff'

interface Version {
  version_number: number
  created_at: string
  bundle_name: string | null
  bundle_version: string | null
}

interface Source {
  content: string | null
  version_number: number | null
  last_parsed_time: string | null
  last_parse_duration: number | null
  file_location: string
  dag_versions: Version[]
}

/** The source of a DAG in any of its versions, alone or compared with another one. */
export default function CodeView({ dagId, version }: { dagId: string; version?: number | undefined }) {
  const [chosen, setChosen] = useState<number | null>(version ?? null)
  const [other, setOther] = useState<number | null>(null)
  const [wraps, setWraps] = useState(false)
  const box = useRef<HTMLPreElement>(null)
  useHotkeys([
    ['w', () => setWraps((before) => !before)],
    ['f', () => void box.current?.requestFullscreen()],
  ])
  const source = useSource(dagId, chosen)
  const compared = useSource(dagId, other, other !== null)
  const lines = useMemo(() => lineDiff(compared.data?.content ?? source.data?.content ?? '', source.data?.content ?? ''), [source.data, compared.data])
  const choices = (source.data?.dag_versions ?? []).map((one) => ({ value: String(one.version_number), label: `v${one.version_number} · ${exact(one.created_at)}` }))
  const error = source.error ?? compared.error
  const shown = source.data?.dag_versions.find((one) => one.version_number === source.data?.version_number)
  if (error) return <Problem error={error} retry={() => void source.refetch()} />
  if (source.data?.content === null) return <Text c="dimmed">{t('The source of this version is not kept.')}</Text>
  if (!source.data?.content) return <Loader role="progressbar" aria-label={t('Loading')} />
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Select size="xs" w={230} aria-label={t('Version')} data={choices} value={String(source.data.version_number)} onChange={(value) => setChosen(value ? Number(value) : null)} allowDeselect={false} />
        {choices.length > 1 && (
          <Select size="xs" w={230} aria-label={t('Compare with')} placeholder={t('Compare with')} clearable data={choices} value={other === null ? null : String(other)} onChange={(value) => setOther(value ? Number(value) : null)} />
        )}
        <Switch size="xs" label={t('Wrap long lines')} checked={wraps} onChange={(event) => setWraps(event.currentTarget.checked)} />
        <Button size="xs" variant="default" onClick={() => void box.current?.requestFullscreen()}>
          {t('Full screen')}
        </Button>
        <CopyButton text={source.data.content} />
      </Group>
      <Text size="xs" c="dimmed">
        {[
          source.data.file_location,
          source.data.last_parsed_time && t('read {{time}}', { time: exact(source.data.last_parsed_time) }),
          source.data.last_parse_duration !== null && duration(source.data.last_parse_duration),
          shown?.bundle_name && [shown.bundle_name, shown.bundle_version].filter(Boolean).join(' '),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {other !== null && lines.every((line) => line.kind === 'same') && <Text size="sm">{t('The two versions have the same source.')}</Text>}
      <pre ref={box} className={wraps ? 'log wrapped' : 'log'} tabIndex={0} aria-label={t('Code')} style={{ maxHeight: 'calc(100vh - 260px)' }}>
        {lines.map((line, index) => (
          <div key={index} className="line" style={{ background: backgrounds[line.kind] }}>
            <span className="number">{line.number ?? ''}</span>
            {line.kind === 'same' ? ' ' : line.kind === 'new' ? '+' : '-'} {line.text}
          </div>
        ))}
      </pre>
    </Stack>
  )
}

const backgrounds = { same: undefined, new: 'var(--mantine-color-green-light)', old: 'var(--mantine-color-red-light)' }

const useSource = (dagId: string, version: number | null, enabled = true) =>
  useQuery({
    queryKey: ['dag', dagId, 'source', version],
    queryFn: () => get<Source>(`/ui/code/${part(dagId)}`, { version_number: version ?? undefined }),
    enabled,
  })
