import { Group } from '@mantine/core'
import { t } from './words'

interface Props {
  /** What the line is about; the buttons are told apart by it. */
  name: string
  /** Each is there only for who may do it. */
  onShow?: (() => void) | false | undefined
  onChange?: (() => void) | false | null | undefined
  onDelete?: (() => void) | false | null | undefined
}

/** What can be done with a line of a list; plain buttons, as there are hundreds of them. */
export function RowButtons({ name, onShow, onChange, onDelete }: Props) {
  return (
    <Group gap={4} justify="end" wrap="nowrap">
      {onShow && (
        <button type="button" className="small-button" onClick={onShow} aria-label={t('Show {{name}}', { name })}>
          {t('Show')}
        </button>
      )}
      {onChange && (
        <button type="button" className="small-button" onClick={onChange} aria-label={t('Change {{name}}', { name })}>
          {t('Change')}
        </button>
      )}
      {onDelete && (
        <button type="button" className="small-button" onClick={onDelete} aria-label={t('Delete {{name}}', { name })}>
          {t('Delete')}
        </button>
      )}
    </Group>
  )
}
