import { Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormEnd } from '../shared/FormEnd'
import { t } from '../shared/words'
import { revoke } from './steer'
import type { Running, Worker } from './worker'

/** Has the worker kill a try that it runs. */
export function RevokeButton({ task, worker }: { task: Running; worker: Worker }) {
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const kill = useMutation({
    mutationFn: () => revoke(worker.name, task.id),
    onSuccess: () => setAsking(false),
    onSettled: () => client.invalidateQueries({ queryKey: ['workers'] }),
  })
  return (
    <>
      <button type="button" className="small-button" onClick={() => setAsking(true)} aria-label={t('Revoke {{task}}', { task: task.task_id })}>
        {t('Revoke…')}
      </button>
      {isAsking && (
        <Modal opened onClose={() => setAsking(false)} title={t('Revoke {{task}}?', { task: task.task_id })} closeButtonProps={{ 'aria-label': t('Close') }}>
          <Stack>
            <Text size="sm">{t('{{worker}} kills this try. It counts as failed, and is tried again where the task has tries left.', { worker: worker.name })}</Text>
            <FormEnd error={kill.error} isSaving={kill.isPending} onClose={() => setAsking(false)} keep={t('Let it run')} label={t('Revoke')} isDangerous onSave={() => kill.mutate()} />
          </Stack>
        </Modal>
      )}
    </>
  )
}
