import { Button, Group, Loader, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useHotkeys } from '@mantine/hooks'
import { useMemo, useRef, useState, type RefObject } from 'react'
import { get, part } from '../shared/api'
import { Coloured } from '../shared/Coloured'
import { colouredLines, languageOfFile } from '../shared/colours'
import { marked } from '../tasks/marked'
import { CopyButton } from '../shared/CopyButton'
import { Problem } from '../shared/Problem'
import { duration, exact } from '../shared/time'
import { t } from '../shared/words'
import { pairsOf } from './linePairs'
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
  const box = useRef<HTMLDivElement>(null)
  const [find, setFind] = useState('')
  const [hit, setHit] = useState(0)
  const [isBeside, setBeside] = useState(false)
  useHotkeys([
    ['w', () => setWraps((before) => !before)],
    ['f', () => void box.current?.requestFullscreen()],
  ])
  const source = useSource(dagId, chosen)
  const compared = useSource(dagId, other, other !== null)
  const lines = useMemo(() => lineDiff(compared.data?.content ?? source.data?.content ?? '', source.data?.content ?? ''), [source.data, compared.data])
  const colours = useMemo(() => colouredLines(source.data?.content ?? '', languageOfFile(source.data?.file_location ?? '')), [source.data])
  const pairs = useMemo(() => pairsOf(lines), [lines])
  const hits = useMemo(() => (find ? lines.flatMap((line, at) => (line.text.toLowerCase().includes(find.toLowerCase()) ? [at] : [])) : []), [lines, find])
  const go = (next: number) => {
    const at = hits.length === 0 ? 0 : (next + hits.length) % hits.length
    setHit(at)
    box.current?.querySelectorAll('.line')[hits[at] ?? 0]?.scrollIntoView({ block: 'center' })
  }
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
        {other !== null && <Switch size="xs" label={t('side by side')} checked={isBeside} onChange={(event) => setBeside(event.currentTarget.checked)} />}
        <TextInput
          size="xs"
          w={170}
          aria-label={t('Find in the code')}
          placeholder={t('Find in the code')}
          value={find}
          onChange={(event) => {
            setFind(event.currentTarget.value)
            setHit(0)
          }}
          onKeyDown={(event) => event.key === 'Enter' && go(event.shiftKey ? hit - 1 : hit + 1)}
        />
        {find && (
          <Text size="xs" aria-live="polite">
            {hits.length === 0 ? t('not found') : t('{{number}} of {{total}}', { number: hit + 1, total: hits.length })}
          </Text>
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
      {isBeside && other !== null ? (
        <div ref={box} className={wraps ? 'log wrapped code-beside' : 'log code-beside'} tabIndex={0} role="region" aria-label={t('Code')} style={{ maxHeight: 'calc(100vh - 260px)' }}>
          <table>
            <thead>
              <tr>
                <th scope="col">v{other}</th>
                <th scope="col">v{source.data.version_number}</th>
              </tr>
            </thead>
            <tbody>
              {pairs.map(({ old, fresh, isSame }, index) => (
                <tr key={index}>
                  {[old, fresh].map((line, side) => (
                    <td key={side} className="line" style={{ background: isSame || !line ? undefined : backgrounds[side === 0 ? 'old' : 'new'] }}>
                      {line && (
                        <>
                          <span className="number">{line.number}</span> {marked(line.text, find, 0)}
                        </>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <pre ref={box as RefObject<HTMLPreElement | null>} className={wraps ? 'log wrapped' : 'log'} tabIndex={0} aria-label={t('Code')} style={{ maxHeight: 'calc(100vh - 260px)' }}>
          {lines.map((line, index) => {
            const tokens = line.number === null ? undefined : colours[line.number - 1]
            return (
              <div key={index} className={index === hits[hit] ? 'line here' : 'line'} style={{ background: backgrounds[line.kind] }}>
                <span className="number">{line.number ?? ''}</span>
                {other === null ? ' ' : line.kind === 'same' ? ' ' : line.kind === 'new' ? '+' : '-'} {tokens ? <Coloured tokens={tokens} find={find} /> : marked(line.text, find, 0)}
              </div>
            )
          })}
        </pre>
      )}
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
