import { createElement } from 'react'
import { t } from '../shared/words'
import type { Kind } from './kind'
import { PoolBar } from './PoolBar'

export const variables = (): Kind => ({
  title: t('Variables'),
  resource: 'Variables',
  isFiled: true,
  texts: { fresh: t('New variable'), find: t('Find variables'), empty: t('There is no variable yet.') },
  path: '/api/v2/variables',
  list: 'variables',
  key: 'key',
  pattern: 'variable_key_pattern',
  fields: [
    { name: 'key', label: t('Key'), kind: 'text', isRequired: true, isKey: true },
    { name: 'value', label: t('Value'), kind: 'long', isRequired: true },
    { name: 'description', label: t('Description'), kind: 'text' },
  ],
  columns: [{ label: t('Encrypted'), show: (variable) => (variable.is_encrypted ? t('yes') : t('no')) }],
})

export const pools = (): Kind => ({
  title: t('Pools'),
  resource: 'Pools',
  keyOfChange: 'pool',
  texts: { fresh: t('New pool'), find: t('Find pools'), empty: t('There is no pool.') },
  path: '/api/v2/pools',
  list: 'pools',
  key: 'name',
  pattern: 'pool_name_pattern',
  fields: [
    { name: 'name', label: t('Name'), kind: 'text', isRequired: true, isKey: true },
    { name: 'slots', label: t('Slots'), kind: 'number', isRequired: true, description: t('How many may be taken at once; -1 is no limit') },
    { name: 'description', label: t('Description'), kind: 'text' },
    { name: 'include_deferred', label: t('Deferred tasks keep their slots'), kind: 'flag' },
  ],
  columns: [
    { label: t('Its slots'), show: (pool) => createElement(PoolBar, { pool }) },
  ],
  isKept: (pool) => pool.name === 'default_pool',
})

export const connections = (): Kind => ({
  title: t('Connections'),
  resource: 'Connections',
  texts: { fresh: t('New connection'), find: t('Find connections'), empty: t('There is no connection yet. Those of the environment and of secret stores are not listed.') },
  isTyped: true,
  test: '/api/v2/connections/test',
  path: '/api/v2/connections',
  list: 'connections',
  key: 'connection_id',
  pattern: 'connection_id_pattern',
  fields: [
    { name: 'connection_id', label: t('Id'), kind: 'text', isRequired: true, isKey: true },
    { name: 'conn_type', label: t('Type'), kind: 'text', isRequired: true, description: t('postgres, mysql, http, fs …') },
    { name: 'host', label: t('Host'), kind: 'text' },
    { name: 'port', label: t('Port'), kind: 'number' },
    { name: 'schema', label: t('Schema'), kind: 'text', isHidden: true },
    { name: 'login', label: t('Login'), kind: 'text' },
    { name: 'password', label: t('Password'), kind: 'secret' },
    { name: 'extra', label: t('Extra (JSON)'), kind: 'long', isHidden: true },
    { name: 'description', label: t('Description'), kind: 'text' },
  ],
})
