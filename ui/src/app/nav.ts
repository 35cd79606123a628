import type { Action } from '../shared/session'
import { t } from '../shared/words'

export interface Place {
  to: string
  label: () => string
  /** Who may not do this does not see it. */
  right?: [Action, string]
}

/** Where one can go, by what it is about. */
export const main: Place[] = [
  { to: '/dags', label: () => t('DAGs'), right: ['can_read', 'DAGs'] },
  { to: '/dag_runs', label: () => t('Runs'), right: ['can_read', 'DAG Runs'] },
  { to: '/task_instances', label: () => t('Tasks'), right: ['can_read', 'Task Instances'] },
  { to: '/assets', label: () => t('Assets'), right: ['can_read', 'Assets'] },
  { to: '/workers', label: () => t('Workers'), right: ['can_read', 'Cluster Activity'] },
]

export const browse: Place[] = [
  { to: '/required_actions', label: () => t('Questions to people'), right: ['can_read', 'HITL Detail'] },
  { to: '/dependencies', label: () => t('Dependencies'), right: ['can_read', 'DAGs'] },
  { to: '/asset_events', label: () => t('Asset events'), right: ['can_read', 'Assets'] },
  { to: '/xcoms', label: () => t('XComs'), right: ['can_read', 'XComs'] },
  { to: '/events', label: () => t('Audit log'), right: ['can_read', 'Audit Logs'] },
  { to: '/jobs', label: () => t('Jobs'), right: ['can_read', 'Jobs'] },
  { to: '/import_errors', label: () => t('Import errors'), right: ['can_read', 'ImportError'] },
]

export const admin: Place[] = [
  { to: '/variables', label: () => t('Variables'), right: ['can_read', 'Variables'] },
  { to: '/connections', label: () => t('Connections'), right: ['can_read', 'Connections'] },
  { to: '/pools', label: () => t('Pools'), right: ['can_read', 'Pools'] },
  { to: '/security/users', label: () => t('Users'), right: ['can_read', 'Users'] },
  { to: '/security/roles', label: () => t('Roles'), right: ['can_read', 'Roles'] },
  { to: '/configs', label: () => t('Configuration'), right: ['can_read', 'Configurations'] },
  { to: '/providers', label: () => t('Providers'), right: ['can_read', 'Providers'] },
  { to: '/plugins', label: () => t('Plugins'), right: ['can_read', 'Plugins'] },
]
