import { useQuery } from '@tanstack/react-query'
import type { Theme } from '../app/theme'
import { asking } from './api'

export interface Session {
  username: string
  role: string
  /** By "can_edit DAGs": null for all, else the DAGs with which it may be done. */
  rights: Record<string, string[] | null>
  instance_name: string | null
  /** Users and roles stand in the database, so that they can be changed. */
  has_accounts: boolean
  /** DAG files can be deployed. */
  has_deploy: boolean
  test_connection: string
  /** Of [api] theme; null: there is none. */
  theme: Theme | null
  version: string
}

export type Action = 'can_read' | 'can_create' | 'can_edit' | 'can_delete'

export const useSession = () => useQuery({ queryKey: ['session'], ...asking<Session>('/ui/session') })

/** Whether the user may do something; while that is not known yet, he may not. */
export function may(session: Session | undefined, action: Action, resource: string, dagId?: string): boolean {
  const dags = session?.rights[`${action} ${resource}`]
  return dags === null || (dags !== undefined && (dagId === undefined || dags.includes(dagId)))
}

/** The same for a component. */
export function useMay(dagId?: string): (action: Action, resource: string) => boolean {
  const session = useSession()
  return (action, resource) => may(session.data, action, resource, dagId)
}
