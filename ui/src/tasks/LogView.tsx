import { Anchor, Box, Button, Group, Loader, MultiSelect, Switch, Text, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { address, part } from '../shared/api'
import { CopyButton } from '../shared/CopyButton'
import { Problem } from '../shared/Problem'
import type { LogLine, TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { LogRow } from './LogRow'
import { LongLog } from './LongLog'
import { firstError, groupsOf, levels, logQuery, matchesOf, rowsOf, sourcesOf, textOf } from './log'
import { useLineOfAddress } from './useLineOfAddress'
import { useLogStream } from './useLogStream'

const LINE = 20
const WRAP = 'log-wrap'

/** So narrow a window shows no long line. */
const NARROW = 600

interface Props {
  run: string
  task: TaskInstance
  attempt: number
  /** What stands before the buttons of the log. */
  tries: ReactNode
}

/** So many lines that came by the stream are kept; then the log is a long one, of which only what is to be seen is here. */
const MOST_STREAMED = 50_000

/** The log of a try, as a whole or by parts. */
export function LogView(props: Props) {
  const log = useQuery(logQuery(props.task, props.attempt))
  if (log.error) return <Problem error={log.error} retry={() => void log.refetch()} />
  if (!log.data) return <Loader role="progressbar" aria-label={t('Loading')} />
  const links = Object.entries(log.data.links)
  return (
    <>
      {links.length > 0 && (
        <Group gap="md" mb="xs" component="nav" aria-label={t('Links of the operator')}>
          {links.map(([name, address]) => (
            <Anchor key={name} size="sm" href={address} target="_blank" rel="noreferrer">
              {name} ↗
            </Anchor>
          ))}
        </Group>
      )}
      {log.data.content ? <WholeLog {...props} content={log.data.content} token={log.data.continuation_token} onLong={() => void log.refetch()} /> : <LongLog {...props} log={log.data} />}
    </>
  )
}

/** A log that is here as a whole: only the lines that are to be seen are drawn, and it can be searched; while the try runs, what it writes comes by itself. */
function WholeLog({ run, task, attempt, tries, content, token, onLong }: Props & { content: LogLine[]; token: string | null; onLong: () => void }) {
  const path = `${run}/taskInstances/${part(task.task_id)}/logs/${attempt}`
  const [find, setFind] = useState('')
  const [shown, setShown] = useState<string[]>([])
  const [sources, setSources] = useState<string[]>([])
  const [isInContext, setInContext] = useState(false)
  const [times, setTimes] = useState(true)
  const [isSourced, setSourced] = useState(false)
  const saved = useRef<HTMLAnchorElement>(null)
  const whole = useRef<HTMLDivElement>(null)
  const [wraps, setWraps] = useState(() => (localStorage.getItem(WRAP) ?? (window.innerWidth < NARROW ? '1' : '')) === '1')
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set([1]))
  const [here, setHere] = useLineOfAddress()
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const streamed = useLogStream(task, attempt, token)
  const lines = useMemo(() => [...content, ...streamed.lines], [content, streamed.lines])
  const rows = useMemo(() => rowsOf(lines, { find, levels: shown, sources, isInContext, closed }), [lines, find, shown, sources, isInContext, closed])
  const found = useMemo(() => matchesOf(rows, find), [rows, find])
  const known = useMemo(() => sourcesOf(lines), [lines])
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => LINE, overscan: 30 })
  const isOpen = token !== null
  const isTooLong = streamed.count > MOST_STREAMED
  useEffect(() => {
    if (isTooLong) onLong()
    // once, when it has become so long
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isTooLong])
  const broken = firstError(lines)

  // who looks at a log that grows wants to see its end, unless he has gone up to read
  const follows = useRef(here === 0)
  const scrolled = useRef(0)
  useEffect(() => {
    if (isOpen && follows.current && rows.length > 0) list.scrollToIndex(rows.length - 1)
  }, [isOpen, rows.length, list])

  // a link to a line begins there
  useEffect(() => {
    const at = rows.findIndex((row) => row.number >= here)
    if (here > 0 && at >= 0) list.scrollToIndex(at, { align: 'center' })
    // only when another line is asked for
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [here])

  const goTo = (number: number) => {
    follows.current = false
    setFind('')
    setShown([])
    setSources([])
    window.history.replaceState(window.history.state, '', `#L${number}`)
    setHere(number)
  }
  // from one line that was found to the next, and from the last to the first
  const step = (by: 1 | -1) => {
    const next = by === 1 ? (found.find((number) => number > here) ?? found[0]) : (found.findLast((number) => number < here) ?? found.at(-1))
    if (next === undefined) return
    follows.current = false
    setHere(next)
  }
  const groups = useMemo(() => groupsOf(lines), [lines])
  const fold = () => setClosed(new Set(groups.some((number) => closed.has(number)) ? [] : groups))
  const isErrors = shown.length === 2 && shown.includes('error') && shown.includes('critical')
  const end = (index: number) => {
    follows.current = index > 0
    list.scrollToIndex(index)
  }
  useHotkeys([
    ['/', () => field.current?.focus()],
    ['w', () => setWraps(!wraps)],
    ['e', () => fold()],
    ['shift+E', () => broken && goTo(broken)],
    ['s', () => setSourced((before) => !before)],
    ['d', () => saved.current?.click()],
    ['t', () => setTimes((before) => !before)],
    ['f', () => void whole.current?.requestFullscreen()],
    ['ctrl+ArrowUp', () => end(0)],
    ['ctrl+ArrowDown', () => end(rows.length - 1)],
  ])
  useEffect(() => localStorage.setItem(WRAP, wraps ? '1' : ''), [wraps])

  return (
    <div ref={whole} className="log-view">
      <Group mb="xs" gap="xs">
        {tries}
        <TextInput ref={field} size="xs" aria-label={t('Find in the log')} placeholder={t('Find in the log')} value={find} onChange={(event) => setFind(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)} />
        {find && (
          <>
            <Text size="sm">{t('{{at}} of {{number}}', { at: found.indexOf(here) + 1 || '–', number: found.length })}</Text>
            <Button.Group>
              <Button size="xs" variant="default" disabled={found.length === 0} onClick={() => step(-1)} aria-label={t('The one before')}>
                ↑
              </Button>
              <Button size="xs" variant="default" disabled={found.length === 0} onClick={() => step(1)} aria-label={t('The next one')}>
                ↓
              </Button>
            </Button.Group>
            <Switch size="xs" label={t('with what is around')} checked={isInContext} onChange={(event) => setInContext(event.currentTarget.checked)} />
          </>
        )}
        <MultiSelect size="xs" miw={120} aria-label={t('Levels')} {...(shown.length === 0 ? { placeholder: t('Levels') } : {})} data={[...levels]} value={shown} onChange={setShown} />
        {known.length > 1 && <MultiSelect size="xs" miw={140} aria-label={t('Sources')} {...(sources.length === 0 ? { placeholder: t('Sources') } : {})} data={known} value={sources} onChange={setSources} />}
        <Button size="xs" variant={isErrors ? 'filled' : 'default'} aria-pressed={isErrors} onClick={() => setShown(isErrors ? [] : ['error', 'critical'])}>
          {t('Errors only')}
        </Button>
        {broken !== null && (
          <Button size="xs" variant="default" onClick={() => goTo(broken)}>
            {t('To the first error')}
          </Button>
        )}
        <Switch size="xs" label={t('Wrap long lines')} checked={wraps} onChange={(event) => setWraps(event.currentTarget.checked)} />
        <Switch size="xs" label={t('Times')} checked={times} onChange={(event) => setTimes(event.currentTarget.checked)} />
        {known.length > 0 && <Switch size="xs" label={t('Source')} checked={isSourced} onChange={(event) => setSourced(event.currentTarget.checked)} />}
        {groups.length > 0 && (
          <Button size="xs" variant="default" onClick={fold}>
            {groups.some((number) => closed.has(number)) ? t('Open all groups') : t('Close all groups')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => void whole.current?.requestFullscreen()}>
          {t('Full screen')}
        </Button>
        <CopyButton text={textOf(lines)} label={t('Copy the log')} />
        <Anchor ref={saved} size="sm" href={address(path, { full_content: true, map_index: task.map_index })} download={`${task.task_id}-${attempt}.json`}>
          {t('Download')}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t('{{count}} lines', { count: rows.length })}
          {isOpen && ` · ${t('live')}`}
        </Text>
      </Group>
      <Box
        ref={box}
        className={wraps ? 'log log-box wrapped' : 'log log-box'}
        style={{ overflow: 'auto' }}
        tabIndex={0}
        role="region"
        aria-label={t('Log')}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          // whatever moved it: the wheel, the bar, or a key
          if (scrollHeight - scrollTop - clientHeight < 4 * LINE) follows.current = true
          else if (scrollTop < scrolled.current) follows.current = false
          scrolled.current = scrollTop
        }}
      >
        <div style={{ height: list.getTotalSize(), position: 'relative', minWidth: 'max-content' }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return (
              row && (
                <div
                  key={item.key}
                  data-index={item.index}
                  ref={list.measureElement}
                  style={{ position: 'absolute', top: 0, left: 0, transform: `translateY(${item.start}px)`, minHeight: LINE, width: wraps ? `${box.current?.clientWidth ?? 800}px` : undefined }}
                >
                  <LogRow
                    row={row}
                    find={find}
                    hasTime={times}
                    hasSource={isSourced}
                    isHere={row.number === here}
                    onHere={() => goTo(row.number)}
                    onToggle={() => setClosed(row.isClosed ? new Set([...closed].filter((one) => one !== row.number)) : new Set([...closed, row.number]))}
                  />
                </div>
              )
            )
          })}
        </div>
      </Box>
    </div>
  )
}
