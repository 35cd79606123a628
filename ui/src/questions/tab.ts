import { t } from '../shared/words'

/** The name of the tab in addresses, as Airflow has it. */
export const QUESTIONS = 'required_actions'

/** The tab of the questions with their number: there while somebody is asked, and while it is looked at. */
export const questionTab = (number: number, isThere: boolean): Record<string, () => string> =>
  number > 0 || isThere ? { [QUESTIONS]: () => (number > 0 ? t('Questions ({{number}})', { number }) : t('Questions')) } : {}
