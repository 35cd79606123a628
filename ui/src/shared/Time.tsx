import { ago, told } from './time'
import { t } from './words'

/** A time as people say it; pointing at it tells it exactly. */
export function Time({ at }: { at: string | null }) {
  if (!at) return <span className="dim">{t('none')}</span>
  return (
    <time dateTime={at} className="nowrap" title={told(at)}>
      {ago(at)}
    </time>
  )
}
