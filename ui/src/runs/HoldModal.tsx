import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { send } from '../shared/api'
import { t } from '../shared/words'
import { SteerModal } from './SteerModal'

/** Keeps what has not begun from beginning, and says why. */
export function HoldModal({ name, path, mapIndex, onClose }: { name: string; path: string; mapIndex?: number; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const query = mapIndex === undefined ? {} : { map_index: mapIndex }
  return (
    <SteerModal
      title={t('Hold {{name}}', { name })}
      sentence={t('What runs goes on to its end; nothing else of it begins until somebody resumes it.')}
      verb={t('Hold')}
      scope={path}
      apply={async () => {
        await send('POST', `${path}/hold`, reason ? { reason } : {}, query)
        return { done: 1, refused: [] }
      }}
      undo={() => () => send('POST', `${path}/resume`, {}, query)}
      onClose={onClose}
    >
      <TextInput label={t('Why')} description={t('Whoever wonders why it waits is told this')} value={reason} maxLength={1000} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </SteerModal>
  )
}
