import { t } from '../shared/words'
import type { Change } from './deploy'

const names: Record<Change, () => string> = {
  unchanged: () => t('as it is'),
  added: () => t('new'),
  changed: () => t('changed'),
  removed: () => t('goes'),
}

export const changeName = (change: Change): string => names[change]()
