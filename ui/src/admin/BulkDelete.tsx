import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { SteerModal } from '../runs/SteerModal'
import { send } from '../shared/api'
import type { Outcome } from '../shared/each'
import { useMay } from '../shared/session'
import { t } from '../shared/words'
import type { Item, Kind } from './kind'

/** Deletes what is chosen, after naming it. */
export function BulkDelete({ kind, items, onDone }: { kind: Kind; items: Item[]; onDone: () => void }) {
  const mayDelete = useMay()('can_delete', kind.resource)
  const [isOpen, setOpen] = useState(false)
  const kept = items.filter((item) => kind.isKept?.(item))
  const names = items.filter((item) => !kind.isKept?.(item)).map((item) => String(item[kind.key]))
  const remove = async (): Promise<Outcome> => {
    const answer = await send<{ delete: { success: string[]; errors: { error: string }[] } }>('PATCH', kind.path, { actions: [{ action: 'delete', entities: names, action_on_non_existence: 'skip' }] })
    return { done: answer.delete.success.length, refused: answer.delete.errors.map((one) => one.error) }
  }
  return (
    <>
      <Button size="compact-sm" variant="default" c="red" disabled={!mayDelete || names.length === 0} title={mayDelete ? '' : t('You may not do this with all that is chosen')} onClick={() => setOpen(true)}>
        {t('Delete…')}
      </Button>
      {isOpen && (
        <SteerModal
          title={t('Delete {{number}} of them?', { number: names.length })}
          sentence={t('Whatever uses it fails from now on. This cannot be undone.')}
          verb={t('Delete')}
          scope={names}
          isDangerous
          apply={remove}
          onDone={onDone}
          onClose={() => setOpen(false)}
        >
          <Text size="sm" className="wrap">
            {names.join(', ')}
          </Text>
          {kept.length > 0 && <Text size="sm">{t('These stay, as they cannot be deleted: {{names}}', { names: kept.map((item) => String(item[kind.key])).join(', ') })}</Text>}
        </SteerModal>
      )}
    </>
  )
}
