import { Alert } from '@mantine/core'
import { t } from '../shared/words'
import type { Place } from './question'
import { QuestionsButton } from './QuestionsButton'

/** That tasks wait for somebody, and the way to answer them. */
export const QuestionsCard = ({ place, number }: { place: Place; number: number }) => (
  <Alert color="orange" title={t('Tasks that wait for an answer: {{number}}', { number })}>
    <QuestionsButton place={place} number={number} label={t('Answer them')} />
  </Alert>
)
