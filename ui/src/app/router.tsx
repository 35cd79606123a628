import { Center, Loader, Stack } from '@mantine/core'
import { Outlet, createRootRoute, createRoute, createRouter, lazyRouteComponent, type ErrorComponentProps } from '@tanstack/react-router'
import { GraphView } from '../graph/late'
import { HomePage } from '../home/HomePage'
import { Problem } from '../shared/Problem'
import { NotFound } from './NotFound'
import { Shell } from './Shell'

/** What stands behind the question mark: texts only, so that addresses read as they were typed. */
type Search = Record<string, string | undefined>

const root = createRootRoute({
  validateSearch: (search: Search): Search => search,
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NotFound,
})

const at = <Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name) })

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })

/** What stands in a tab of its own is fetched with the page, not after it. */
const withGraph = <Page,>(load: () => Promise<Page>) => async () => {
  const graph = location.pathname.endsWith('/graph') ? GraphView.preload?.() : undefined
  const page = await load()
  await graph
  return page
}

const dagPage = withGraph(() => import('../dags/DagPage'))
const runPage = withGraph(() => import('../runs/RunPage'))
const taskPage = () => import('../tasks/TaskPage')
const lists = () => import('../lists/pages')
const adminPages = () => import('../admin/AdminPages')
const accounts = () => import('../accounts/pages')
const assets = () => import('../assets/pages')

const routes = [
  home,
  at('/dags', () => import('../dags/DagsPage'), 'DagsPage'),
  at('/dags/$dagId', dagPage, 'DagPage'),
  at('/dags/$dagId/compare', () => import('../compare/ComparePage'), 'ComparePage'),
  at('/dags/$dagId/$tab', dagPage, 'DagPage'),
  at('/dags/$dagId/tasks/$taskId', () => import('../tasks/TaskRunsPage'), 'TaskRunsPage'),
  at('/dags/$dagId/tasks/group/$groupId', () => import('../tasks/GroupRunsPage'), 'GroupRunsPage'),
  at('/dags/$dagId/tasks/$taskId/$tab', () => import('../tasks/TaskRunsPage'), 'TaskRunsPage'),
  at('/dags/$dagId/runs/$runId', runPage, 'RunPage'),
  at('/dags/$dagId/runs/$runId/$tab', runPage, 'RunPage'),
  at('/dags/$dagId/runs/$runId/tasks/group/$groupId', runPage, 'RunPage'),
  at('/dags/$dagId/runs/$runId/tasks/$taskId', taskPage, 'TaskPage'),
  at('/dags/$dagId/runs/$runId/tasks/$taskId/$tab', taskPage, 'TaskPage'),
  at('/dags/$dagId/runs/$runId/tasks/$taskId/mapped', () => import('../tasks/MappedTable'), 'MappedPage'),
  at('/dags/$dagId/runs/$runId/tasks/$taskId/mapped/$mapIndex', taskPage, 'TaskPage'),
  at('/dags/$dagId/runs/$runId/tasks/$taskId/mapped/$mapIndex/$tab', taskPage, 'TaskPage'),
  at('/dag_runs', lists, 'RunsPage'),
  at('/task_instances', lists, 'TaskInstancesPage'),
  at('/xcoms', lists, 'XComsPage'),
  at('/events', lists, 'AuditPage'),
  at('/jobs', lists, 'JobsPage'),
  at('/import_errors', lists, 'ImportErrorsPage'),
  at('/providers', lists, 'ProvidersPage'),
  at('/plugins', lists, 'PluginsPage'),
  at('/required_actions', () => import('../questions/QuestionsPage'), 'QuestionsPage'),
  at('/configs', () => import('../admin/ConfigPage'), 'ConfigPage'),
  at('/dependencies', () => import('../dependencies/DependenciesPage'), 'DependenciesPage'),
  at('/assets', assets, 'AssetsPage'),
  at('/asset_events', assets, 'AssetEventsPage'),
  at('/assets/$assetId', () => import('../assets/AssetPage'), 'AssetPage'),
  at('/workers', () => import('../workers/WorkersPage'), 'WorkersPage'),
  at('/profile', () => import('../profile/ProfilePage'), 'ProfilePage'),
  at('/security/users', accounts, 'UsersPage'),
  at('/security/roles', accounts, 'RolesPage'),
  at('/variables', adminPages, 'VariablesPage'),
  at('/pools', adminPages, 'PoolsPage'),
  at('/connections', adminPages, 'ConnectionsPage'),
] as const

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  // what somebody began to write or to choose belongs to one DAG, run or task: the next one begins anew
  defaultRemountDeps: ({ params }) => Object.entries(params as Record<string, string>).filter(([name]) => name !== 'tab'),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '')).toString()
    return text && `?${text}`
  },
  defaultPendingComponent: () => (
    <Center p="xl">
      <Loader role="progressbar" aria-label="…" />
    </Center>
  ),
  defaultErrorComponent: ({ error, reset }: ErrorComponentProps) => (
    <Stack p="xl">
      <Problem error={error} retry={reset} />
    </Stack>
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
