import { Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FormEnd } from './FormEnd'
import { t } from './words'

interface Props {
  /** What goes; it stands in the title. */
  name: string
  /** What goes with it, and whether it comes back. */
  children: ReactNode
  remove: () => Promise<unknown>
  /** What is done once it is gone; the dialog closes after it. */
  onGone: () => Promise<unknown>
  onClose: () => void
}

/** Deletes something, after saying what that means. */
export function DeleteModal({ name, children, remove, onGone, onClose }: Props) {
  const going = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await onGone()
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('Delete {{name}}?', { name })} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        <FormEnd error={going.error} isSaving={going.isPending} onClose={onClose} keep={t('Keep it')} label={t('Delete')} isDangerous onSave={() => going.mutate()} />
      </Stack>
    </Modal>
  )
}
