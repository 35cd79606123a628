import { Loader, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Outcome } from '../shared/each'
import { FormEnd } from '../shared/FormEnd'
import { Problem } from '../shared/Problem'
import { complain, tell } from '../shared/notices'
import { t } from '../shared/words'
import { said, type Touched } from './steer'
import { TouchedList } from './TouchedList'

interface Props {
  title: string
  /** What is meant, in a sentence. */
  sentence: string
  /** Words on the button that does it. */
  verb: string
  /** What it depends on beside the sentence, so that it is asked anew. */
  scope: unknown
  /** What would change. */
  preview?: () => Promise<Touched[]>
  /** Above what would change: the number of it. */
  count?: (number: number) => string
  none?: string
  /** It makes sense though nothing else is touched. */
  mayBeEmpty?: boolean
  /** Makes the change; where single ones can be left out and were, it is told what is left. */
  apply: (kept: Touched[] | null, all: number) => Promise<Outcome>
  /** Single ones of what would change can be left out. */
  maySpare?: boolean
  /** The way back from what was touched, where there is one. */
  undo?: ((touched: Touched[]) => (() => Promise<unknown>) | undefined) | undefined
  isDangerous?: boolean
  onDone?: (() => unknown) | undefined
  onClose: () => void
  children?: ReactNode
}

/** Says what a change would touch before it is made, makes it, and offers the way back where there is one. */
export function SteerModal(props: Props) {
  const { title, sentence, verb, scope, preview, count, none = '', mayBeEmpty = false, apply, undo, isDangerous = false, maySpare = false, onDone, onClose, children } = props
  const client = useQueryClient()
  const asked = useQuery({ queryKey: ['preview', undefined, title, sentence, scope], queryFn: () => preview?.() ?? [], enabled: preview !== undefined, gcTime: 0, retry: false })
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set())
  const kept = asked.data?.filter((task) => !spared.has(task.id)) ?? []
  const change = useMutation({
    mutationFn: () => apply(asked.data && kept.length < asked.data.length ? kept : null, asked.data?.length ?? 0),
    onSuccess: async (outcome) => {
      const back = asked.data && undo?.(asked.data)
      const again = () => client.invalidateQueries({ predicate: ({ queryKey: [about] }) => about !== 'preview' && about !== 'session' })
      tell(said(outcome), back && (() => back().finally(again)))
      if (outcome.refused.length > 0) complain([...new Set(outcome.refused)].slice(0, 5).join('\n'))
      onDone?.()
      onClose()
      await again()
    },
  })
  const isReady = preview === undefined || (asked.data !== undefined && !asked.isFetching && (mayBeEmpty || kept.length > 0))
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          // the button can be reached by Enter from the beginning; it does nothing before one could see what it does
          if (isReady && !change.isPending) change.mutate()
        }}
      >
        <Stack>
          <Text>{sentence}</Text>
          {children}
          {asked.error && <Problem error={asked.error} />}
          {preview && !asked.data && !asked.error && <Loader size="sm" role="progressbar" aria-label={t('Loading')} />}
          {asked.data && preview && (
            <TouchedList
              touched={asked.data}
              title={count?.(kept.length) ?? ''}
              none={none}
              spared={spared}
              onSpare={maySpare ? (id, isSpared) => setSpared(new Set(isSpared ? [...spared, id] : [...spared].filter((one) => one !== id))) : undefined}
            />
          )}
          <FormEnd
            error={change.error}
            isSaving={change.isPending}
            onClose={onClose}
            label={verb}
            isDangerous={isDangerous}
            button={{ ...(isDangerous ? {} : { 'data-autofocus': true }), ...(isReady ? {} : { 'data-disabled': true, 'aria-disabled': true }) }}
          />
        </Stack>
      </form>
    </Modal>
  )
}
