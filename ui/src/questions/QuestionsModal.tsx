import { Group, Loader, Modal, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PlainLink } from '../shared/PlainLink'
import { Problem } from '../shared/Problem'
import { Segments } from '../shared/Segments'
import { t } from '../shared/words'
import { actionName, actionOf, questionsAddress, questionsQuery, type Place } from './question'
import { QuestionDetail } from './QuestionDetail'

/** The questions of some place: a list of them, and beside it the one that is looked at, to be answered there. */
export default function QuestionsModal({ place, onClose }: { place: Place; onClose: () => void }) {
  const [isPending, setPending] = useState(true)
  const [chosen, setChosen] = useState<string | null>(null)
  const found = useQuery({ ...questionsQuery(place, isPending), placeholderData: keepPreviousData })
  const questions = found.data?.hitl_details ?? []
  // once one is answered, the next comes by itself
  const shown = questions.find((one) => one.task_instance.id === chosen) ?? questions[0]
  return (
    <Modal opened onClose={onClose} title={t('Questions to people')} size={900} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Group justify="space-between" mb="sm">
        <Segments
          size="xs"
          aria-label={t('Which questions')}
          value={isPending ? 'open' : 'all'}
          onChange={(value) => setPending(value === 'open')}
          data={[
            { value: 'open', label: t('Not answered') },
            { value: 'all', label: t('All') },
          ]}
        />
        <PlainLink href={questionsAddress(place, isPending)}>{t('To the list of all')}</PlainLink>
      </Group>
      {found.error && <Problem error={found.error} retry={() => void found.refetch()} />}
      {found.isLoading && <Loader role="progressbar" aria-label={t('Loading')} />}
      {found.data && !shown && <Text c="dimmed">{t('No task asks anything.')}</Text>}
      {shown && (
        <div className="questions">
          <ul aria-label={t('Questions to people')}>
            {questions.map((one) => (
              <li key={one.task_instance.id}>
                <button type="button" aria-current={one === shown} onClick={() => setChosen(one.task_instance.id)}>
                  <b>{one.subject}</b>
                  <span>
                    {one.task_instance.task_display_name}
                    {one.task_instance.map_index >= 0 && ` [${one.task_instance.rendered_map_index ?? one.task_instance.map_index}]`} · {actionName(actionOf(one))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <section aria-label={shown.subject}>
            <Title order={3} size="h5" mb="xs">
              {shown.subject}
            </Title>
            <QuestionDetail key={`${shown.task_instance.id} ${shown.responded_at}`} question={shown} />
          </section>
        </div>
      )}
    </Modal>
  )
}
