import { Button } from '@mantine/core'
import { Suspense, lazy, useState } from 'react'
import { t } from '../shared/words'
import type { Place } from './question'

const QuestionsModal = lazy(() => import('./QuestionsModal'))

/** How many tasks wait for somebody; it opens them to be answered. Nothing while none does, unless that is what one looks at. */
export function QuestionsButton({ place, number, label }: { place: Place; number: number; label?: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {number > 0 && (
        <Button size="xs" {...(label === undefined ? { variant: 'light', color: 'orange', c: 'inherit' } : { variant: 'default' })} onClick={() => setOpen(true)}>
          {label ?? t('Open questions: {{number}}', { number })}
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <QuestionsModal place={place} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
