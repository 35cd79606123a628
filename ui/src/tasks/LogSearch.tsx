import { Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get, part } from '../shared/api'
import { bytes } from '../shared/bytes'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { exact } from '../shared/time'
import type { TaskInstance } from '../shared/types'
import { t } from '../shared/words'
import { lineAddress, logsOf, type Found, type Match } from './found'
import { levels } from './log'
import { marked } from './marked'

interface Asked {
  q: string
  level: string[]
}

interface Props {
  dagId: string
  runId: string
  /** Only of this task instance. */
  task?: TaskInstance
  /** Only in this try. */
  attempt?: number
  /** Goes to a line of the log that is open already. */
  onOpen?: (match: Match) => void
  /** What is looked for at once. */
  first?: Asked
  /** What is looked for stands in the address. */
  onAsk?: (asked: Asked) => void
}

/** Has the server look through logs: of all tasks of a run, of all tries of a task instance, or of one try. */
export function LogSearch({ dagId, runId, task, attempt, onOpen, first, onAsk }: Props) {
  const [text, setText] = useState(first?.q ?? '')
  const [chosen, setChosen] = useState<string[]>(first?.level ?? [])
  const [asked, setAsked] = useState<Asked | null>(first && (first.q || first.level.length > 0) ? first : null)
  const search = useInfiniteQuery({
    queryKey: ['log-search', dagId, runId, task?.id, attempt, asked],
    queryFn: ({ pageParam, signal }) =>
      get<Found>(
        `/ui/log_search/${part(dagId)}/${part(runId)}`,
        { q: asked?.q, level: asked?.level, ...(task ? { task_id: task.task_id, map_index: task.map_index } : {}), try_number: attempt, after: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    enabled: asked !== null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const pages = search.data?.pages ?? []
  const logs = logsOf(pages)
  const number = logs.reduce((sum, log) => sum + log.matches.length, 0)
  const unread = pages.flatMap((page) => page.unread)
  return (
    <Stack gap="xs" mb="sm">
      <form
        role="search"
        aria-label={t('Search in logs')}
        onSubmit={(event) => {
          event.preventDefault()
          const next = { q: text.trim(), level: chosen }
          setAsked(next.q || chosen.length > 0 ? next : null)
          onAsk?.(next)
        }}
      >
        <Group gap="xs">
          <TextInput size="xs" miw={260} aria-label={t('Text in logs')} placeholder={t('Text in logs')} value={text} maxLength={500} onChange={(event) => setText(event.currentTarget.value)} data-autofocus autoFocus />
          <MultiSelect size="xs" miw={140} aria-label={t('Levels')} {...(chosen.length === 0 ? { placeholder: t('Levels') } : {})} data={[...levels]} value={chosen} onChange={setChosen} />
          <Button size="xs" type="submit" loading={search.isFetching} disabled={!text.trim() && chosen.length === 0}>
            {t('Search')}
          </Button>
          {asked && pages.length > 0 && (
            <Text size="sm" c="dimmed" role="status">
              {t('Lines found: {{number}}', { number })} · {t('tries looked through: {{number}}', { number: pages.reduce((sum, page) => sum + page.tries, 0) })} · {bytes(pages.reduce((sum, page) => sum + page.bytes, 0))}
            </Text>
          )}
        </Group>
      </form>
      {search.error && <Problem error={search.error} retry={() => void search.refetch()} />}
      {asked && logs.length > 0 && (
        <div className={onOpen ? 'data-box log-found low' : 'data-box log-found'} role="region" aria-label={t('Lines found')} tabIndex={0}>
          {logs.map(({ key, matches }) => {
            const [one] = matches
            return (
              one && (
                <section key={key} className="log">
                  {attempt === undefined && (
                    <h3>
                      {one.task_id}
                      {one.map_index >= 0 && ` [${one.map_index}]`} · {t('Try {{number}}', { number: one.try_number })}
                    </h3>
                  )}
                  {matches.map((match) => (
                    <Line key={match.line} match={match} find={asked.q} href={lineAddress(dagId, runId, match)} onOpen={onOpen} />
                  ))}
                  {matches.some((match) => match.has_more) && (
                    <Text size="xs" c="dimmed">
                      {t('There may be more in this log: search there.')}
                    </Text>
                  )}
                </section>
              )
            )
          })}
        </div>
      )}
      {asked && pages.length > 0 && number === 0 && !search.hasNextPage && <Text size="sm">{t('Found nowhere.')}</Text>}
      {unread.length > 0 && (
        <details>
          <summary>{t('Logs that could not be read: {{number}}', { number: unread.length })}</summary>
          {unread.slice(0, 20).map((one) => (
            <Text key={`${one.task_id} ${one.map_index} ${one.try_number}`} size="xs">
              {one.reason}
            </Text>
          ))}
        </details>
      )}
      {search.hasNextPage && (
        <Button size="xs" variant="default" w="fit-content" loading={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
          {t('Search on')}
        </Button>
      )}
    </Stack>
  )
}

function Line({ match, find, href, onOpen }: { match: Match; find: string; href: string; onOpen: Props['onOpen'] }) {
  const words = (
    <>
      <span className="number">{match.line}</span>
      {match.timestamp && <span className="dim">{exact(match.timestamp).slice(11)} </span>}
      {match.level && match.level !== 'info' && <b>{match.level.toUpperCase()} </b>}
      {marked(match.excerpt, find, 0)}
    </>
  )
  const style = `line ${match.level ?? ''}`
  return onOpen ? (
    <button type="button" className={`plain-button ${style}`} onClick={() => onOpen(match)}>
      {words}
    </button>
  ) : (
    <PlainLink className={`plain-link ${style}`} href={href}>
      {words}
    </PlainLink>
  )
}
