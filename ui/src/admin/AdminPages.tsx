import { CrudPage } from './CrudPage'
import { connections, pools, variables } from './kinds'

export const VariablesPage = () => <CrudPage key="variables" kind={variables()} />

export const PoolsPage = () => <CrudPage key="pools" kind={pools()} />

export const ConnectionsPage = () => <CrudPage key="connections" kind={connections()} />
