import { Select } from '@mantine/core'
import { Segments } from '../shared/Segments'
import { t } from '../shared/words'

/** So many tries have a button each; of more, one is picked from a list. */
const BUTTONS = 10

/** Chooses one of the tries of a task; nothing where there is one only. */
export function TrySelect({ value, last, onChange }: { value: number; last: number; onChange: (value: string) => void }) {
  if (last < 2) return null
  const tries = Array.from({ length: last }, (_, at) => String(at + 1))
  return last <= BUTTONS ? (
    <Segments size="xs" aria-label={t('Try')} value={String(value)} onChange={onChange} data={tries.map((one, at) => ({ value: one, label: at === 0 ? t('Try {{number}}', { number: one }) : one }))} />
  ) : (
    <Select
      aria-label={t('Try')}
      size="xs"
      w={100}
      searchable
      value={String(value)}
      data={tries.map((one) => ({ value: one, label: t('Try {{number}}', { number: one }) }))}
      onChange={(one) => one && onChange(one)}
      allowDeselect={false}
    />
  )
}
