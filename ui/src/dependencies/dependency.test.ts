import { describe, expect, it } from 'vitest'
import { addressOf, shapeOf } from './dependency'

describe('dependencies', () => {
  it.each([
    [{ id: 'dag:a b', label: 'a b', type: 'dag' as const, asset_id: null }, '/dags/a%20b'],
    [{ id: 'asset:x', label: 'x', type: 'asset' as const, asset_id: 7 }, '/assets/7'],
    [{ id: 'trigger:d:group.t', label: 't', type: 'trigger' as const, asset_id: null }, '/dags/d/tasks/group.t'],
    [{ id: 'asset-alias:x', label: 'x', type: 'asset-alias' as const, asset_id: null }, null],
  ])('%o is at %s', (node, address) => expect(addressOf(node)).toBe(address))

  it('are laid out as boxes and arrows', () => {
    const shape = shapeOf({ nodes: [{ id: 'dag:a', label: 'a', type: 'dag', asset_id: null }], edges: [{ source_id: 'dag:a', target_id: 'asset:x' }] })
    expect(shape.nodes[0]).toMatchObject({ id: 'dag:a', children: null, type: 'dag' })
    expect(shape.edges[0]).toMatchObject({ source_id: 'dag:a', target_id: 'asset:x', label: null })
  })
})
