import { Button, Group, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem } from './Problem'
import { t } from './words'

interface Props {
  /** Why it was refused; null: it was not. */
  error: Error | null
  isSaving: boolean
  onClose: () => void
  /** Words of the button that does it. */
  label?: string
  /** Words of the button that leaves all as it is. */
  keep?: string
  /** What else its button is told, such as that it cannot be pressed yet. */
  button?: ButtonProps & { 'data-autofocus'?: boolean }
  /** It takes something away: its button is red, and one comes first to the one that leaves all as it is. */
  isDangerous?: boolean
  /** Does it where there is no form to be sent. */
  onSave?: () => void
  /** There is nothing to be saved: it can be closed only. */
  isLooking?: boolean
  /** Before the two buttons. */
  children?: ReactNode
}

/** How every form ends: what the server said against it, the way out, and the button that does it. */
export function FormEnd({ error, isSaving, onClose, label = t('Save'), keep = t('Cancel'), button, isDangerous = false, onSave, isLooking = false, children }: Props) {
  return (
    <>
      {error && <Problem error={error} />}
      <Group justify="end">
        {children}
        <Button variant="default" onClick={onClose} {...(isDangerous ? { 'data-autofocus': true } : {})}>
          {isLooking ? t('Close') : keep}
        </Button>
        {!isLooking && (
          <Button type={onSave ? 'button' : 'submit'} {...(isDangerous ? { color: 'red' } : {})} {...button} loading={isSaving} {...(onSave ? { onClick: onSave } : {})}>
            {label}
          </Button>
        )}
      </Group>
    </>
  )
}
