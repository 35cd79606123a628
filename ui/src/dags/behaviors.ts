import { t } from '../shared/words'

/** What a backfill does with runs that are there already, by the API's names. */
export const behaviors = (): Record<string, string> => ({ none: t('are left as they are'), failed: t('run again if they failed'), completed: t('run again') })
