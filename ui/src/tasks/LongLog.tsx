import { Anchor, Button, Group, Switch, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { address, part } from '../shared/api'
import { Problem } from '../shared/Problem'
import { bytes } from '../shared/bytes'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { LogRow } from './LogRow'
import { LogSearch } from './LogSearch'
import type { Log } from './log'
import { blocksOf, heightOf, isScaled, lastTop, lineAt, scrollOf } from './tall'
import { useLineOfAddress } from './useLineOfAddress'
import { BLOCK, useLogBlocks } from './useLogBlocks'
import { useLogStream } from './useLogStream'

const LINE = 20

interface Props {
  run: string
  task: TaskInstance
  attempt: number
  tries: ReactNode
  log: Log
}

/** A log of any length: the server finds, and gives out the lines that are to be seen; the rest is neither here nor in its memory. */
export function LongLog({ run, task, attempt, tries, log }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const whole = useRef<HTMLDivElement>(null)
  const saved = useRef<HTMLAnchorElement>(null)
  const follows = useRef(log.continuation_token !== null)
  const [view, setView] = useState(LINE)
  const [first, setFirst] = useState(0)
  const [times, setTimes] = useState(true)
  const [isSourced, setSourced] = useState(false)
  const [isSearched, setSearched] = useState(false)
  const [here, setHere] = useLineOfAddress()
  const streamed = useLogStream(task, attempt, log.continuation_token, true)
  const total = log.lines + streamed.count
  const tall = { total, line: LINE, view }
  const { lineOf, error } = useLogBlocks(task, attempt, blocksOf(tall, first, BLOCK), total)

  const move = (line: number) => {
    const next = Math.min(lastTop(tall), Math.max(0, line))
    setFirst(next)
    if (box.current) box.current.scrollTop = scrollOf(tall, next)
    follows.current = log.continuation_token !== null && next >= lastTop(tall) - 1
  }
  const goTo = (number: number) => {
    window.history.replaceState(window.history.state, '', `#L${number}`)
    setHere(number)
  }

  useEffect(() => {
    if (here > 0) move(here - view / LINE / 2)
    // only when another line is asked for, or it is known how many are seen
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [here, view])
  useEffect(() => {
    if (here === 0 && follows.current) move(total)
    // who looks at a log that grows wants to see its end, unless he has gone up to read
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [total, view])
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => setView(element.clientHeight))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  // beyond what browsers draw, a pixel of the bar is many lines: the wheel counts lines itself
  const scaled = isScaled(tall)
  const wheel = useRef(move)
  wheel.current = (by) => move(first + by)
  useEffect(() => {
    const element = box.current
    if (!element || !scaled) return
    const turn = (event: WheelEvent) => {
      if (event.deltaY === 0 || event.ctrlKey) return
      event.preventDefault()
      wheel.current(event.deltaY / LINE)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [scaled])
  useHotkeys([
    ['/', () => setSearched(true)],
    ['shift+E', () => log.first_error && goTo(log.first_error)],
    ['s', () => setSourced((before) => !before)],
    ['d', () => saved.current?.click()],
    ['t', () => setTimes((before) => !before)],
    ['f', () => void whole.current?.requestFullscreen()],
    ['ctrl+ArrowUp', () => move(0)],
    ['ctrl+ArrowDown', () => move(total)],
  ])

  const keys: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: view / LINE - 1, PageUp: 1 - view / LINE, Home: -total, End: total }
  const top = Math.floor(first)
  const shown = Array.from({ length: Math.min(Math.ceil(view / LINE) + 1, total - top) }, (_, at) => top + at + 1)
  return (
    <div ref={whole} className="log-view">
      <Group mb="xs" gap="xs">
        {tries}
        <Button size="xs" variant={isSearched ? 'filled' : 'default'} aria-expanded={isSearched} onClick={() => setSearched(!isSearched)}>
          {t('Find in the log')}
        </Button>
        {log.first_error !== null && (
          <Button size="xs" variant="default" onClick={() => log.first_error && goTo(log.first_error)}>
            {t('To the first error')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => move(0)}>
          {t('To the beginning')}
        </Button>
        <Button size="xs" variant="default" onClick={() => move(total)}>
          {t('To the end')}
        </Button>
        <Switch size="xs" label={t('Times')} checked={times} onChange={(event) => setTimes(event.currentTarget.checked)} />
        <Switch size="xs" label={t('Source')} checked={isSourced} onChange={(event) => setSourced(event.currentTarget.checked)} />
        <Button size="xs" variant="default" onClick={() => void whole.current?.requestFullscreen()}>
          {t('Full screen')}
        </Button>
        <Anchor ref={saved} size="sm" href={address(`${run}/taskInstances/${part(task.task_id)}/logs/${attempt}`, { full_content: true, map_index: task.map_index })} download={`${task.task_id}-${attempt}.json`}>
          {t('Download')}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t('{{count}} lines', { count: total })} · {bytes(log.size)}
          {log.continuation_token && ` · ${t('live')}`}
        </Text>
      </Group>
      {isSearched && <LogSearch dagId={task.dag_id} runId={task.dag_run_id} task={task} attempt={attempt} onOpen={(match) => goTo(match.line)} />}
      {error && <Problem error={error} />}
      <div
        ref={box}
        className="log log-box log-long"
        tabIndex={0}
        role="region"
        aria-label={t('Log')}
        onScroll={(event) => {
          // the place of the bar is rounded: it is read only where somebody has moved it
          const scrolled = event.currentTarget.scrollTop
          if (Math.abs(scrolled - scrollOf(tall, first)) > 1) {
            setFirst(lineAt(tall, scrolled))
            follows.current = log.continuation_token !== null && lineAt(tall, scrolled) >= lastTop(tall) - 1
          }
        }}
        onKeyDown={(event) => {
          const by = keys[event.key]
          if (by === undefined || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          move(first + by)
        }}
      >
        <div style={{ height: heightOf(tall), minWidth: 'max-content' }}>
          <div className="log-window" style={{ height: view }}>
            <div style={{ transform: `translateY(${(top - first) * LINE}px)` }}>
              {shown.map((number) => {
                const line = lineOf(number)
                return line ? (
                  <LogRow
                    key={number}
                    row={{ line: { ...line, event: line.event.replace(/^::(end)?group::/, '') }, number, isGroup: false, isClosed: false }}
                    find=""
                    hasTime={times}
                    hasSource={isSourced}
                    isHere={number === here}
                    onHere={() => goTo(number)}
                    onToggle={() => undefined}
                  />
                ) : (
                  <div key={number} className="line dim">
                    <span className="number">{number}</span>…
                  </div>
                )
              })}
            </div>
          </div>
        </div>
      </div>
    </div>
  )
}
