import { lazy } from 'react'
import { t } from '../shared/words'

/** What the pages of runs and of task instances both end with; read when it is opened. */
export const AuditTable = lazy(() => import('../lists/AuditTable'))
export const AssetEvents = lazy(() => import('../assets/EventTable'))
export const CodeView = lazy(() => import('../dags/CodeView'))

export const lateTabs: Record<string, () => string> = {
  asset_events: () => t('Asset events'),
  events: () => t('Audit log'),
  code: () => t('Code'),
  details: () => t('Details'),
}
