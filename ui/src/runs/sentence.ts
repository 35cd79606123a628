import { t } from '../shared/words'

export interface Scope {
  downstream: boolean
  upstream: boolean
  past: boolean
  future: boolean
  onlyFailed: boolean
}

/** What is asked for, in words. */
export function sentence(taskId: string | null, scope: Scope): string {
  const more = [scope.upstream ? t('everything before it') : '', scope.downstream ? t('everything after it') : ''].filter((text) => text)
  const what = taskId === null ? t('all tasks') : [taskId, ...more].join(t(' and '))
  const runs = scope.past && scope.future ? t('all runs') : scope.past ? t('this run and all earlier ones') : scope.future ? t('this run and all later ones') : t('this run')
  return scope.onlyFailed ? t('Run {{what}} again in {{runs}}, where it failed.', { what, runs }) : t('Run {{what}} again in {{runs}}.', { what, runs })
}
