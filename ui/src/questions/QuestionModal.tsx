import { Modal } from '@mantine/core'
import { t } from '../shared/words'
import type { Question } from './question'
import { QuestionDetail } from './QuestionDetail'

/** One question of a list. */
export const QuestionModal = ({ question, onClose }: { question: Question; onClose: () => void }) => (
  <Modal opened onClose={onClose} title={question.subject} size="lg" closeButtonProps={{ 'aria-label': t('Close') }}>
    <QuestionDetail key={question.responded_at} question={question} />
  </Modal>
)
