export interface Named {
  name: string
}

export interface User {
  username: string
  email: string
  first_name: string
  last_name: string
  roles: Named[]
  active: boolean
  last_login: string | null
  login_count: number
  fail_login_count: number
  created_on: string | null
}

export interface Permission {
  action: Named
  resource: Named
}

export interface Role {
  name: string
  actions: Permission[]
}

/** The roles that every installation has: they cannot be renamed or deleted. */
export const builtIn: readonly string[] = ['Admin', 'Op', 'User', 'Viewer', 'Public']

/** What stands before the id of a single DAG. */
export const DAG = 'DAG:'

/** "can_edit DAGs": one right. */
export const rightOf = ({ action, resource }: Permission): string => `${action.name} ${resource.name}`

/** Back to what the API takes; the first word is what may be done. */
export function permissionOf(right: string): Permission {
  const at = right.indexOf(' ')
  return { action: { name: right.slice(0, at) }, resource: { name: right.slice(at + 1) } }
}

/** The actions across, in the order in which people think of them. */
export const actions = ['can_read', 'can_create', 'can_edit', 'can_delete', 'menu_access'] as const

/** A line for each resource, with the actions that there are for it; single DAGs last. */
export function linesOf(rights: Iterable<string>): { resource: string; actions: ReadonlySet<string> }[] {
  const lines = new Map<string, Set<string>>()
  for (const right of rights) {
    const { action, resource } = permissionOf(right)
    const line = lines.get(resource.name) ?? new Set<string>()
    line.add(action.name)
    lines.set(resource.name, line)
  }
  const place = (resource: string) => (resource.startsWith(DAG) ? 1 : 0)
  return [...lines].map(([resource, found]) => ({ resource, actions: found })).toSorted((left, right) => place(left.resource) - place(right.resource) || left.resource.localeCompare(right.resource))
}

/** What a change of a user sends: what is empty stays as it is. */
export function userBody(values: { username: string; email: string; first_name: string; last_name: string; roles: string[]; password: string; active: boolean }, isNew: boolean): Record<string, unknown> {
  const { password, roles, active, ...texts } = values
  return { ...texts, roles: roles.map((name) => ({ name })), ...(password ? { password } : {}), ...(isNew ? {} : { active }) }
}
