export { RolesPage } from './RolesPage'
export { UsersPage } from './UsersPage'
