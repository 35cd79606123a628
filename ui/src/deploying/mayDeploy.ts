import { may, type Session } from '../shared/session'

/** Whether the server takes DAG files, and takes them from him. */
export const mayDeploy = (session: Session | undefined): boolean => session?.has_deploy === true && session.rights['can_edit DAG Code'] === null && may(session, 'can_edit', 'DAG Code')
