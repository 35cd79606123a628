import { describe, expect, it } from 'vitest'
import type { GraphEdge, GraphNode } from '../shared/types'
import { layout } from './layout'
import { placesOf } from './sheet'

const node = (id: string, children: GraphNode[] | null = null): GraphNode => ({ id, label: id, type: 'task', children, is_mapped: null, setup_teardown_type: null, operator: null })
const edge = (source_id: string, target_id: string): GraphEdge => ({ source_id, target_id, is_setup_teardown: null, label: null })

const nodes = [node('a'), node('g', [node('g.x'), node('g.y')]), node('b')]
const edges = [edge('a', 'g.x'), edge('g.x', 'g.y'), edge('g.y', 'b')]

describe('layout', () => {
  it('puts what follows to the right', () => {
    const at = new Map(layout(nodes, edges, new Set(), 'LR').boxes.map((box) => [box.id, box.x]))
    expect(at.get('a')).toBeLessThan(at.get('g')!)
    expect(at.get('g')).toBeLessThan(at.get('b')!)
  })

  it('hides what is in a closed group, and leads its arrows to the group', () => {
    const drawing = layout(nodes, edges, new Set(), 'LR')
    expect(drawing.boxes.map((box) => box.id).toSorted()).toEqual(['a', 'b', 'g'])
    expect(drawing.arrows.map((arrow) => arrow.id)).toEqual(['a>g', 'g>b'])
  })

  it('holds what is in an open group within it', () => {
    const drawing = layout(nodes, edges, new Set(['g']), 'LR')
    const group = drawing.boxes.find((box) => box.id === 'g')!
    const inside = drawing.boxes.filter((box) => box.parent === 'g')
    expect(inside.map((box) => box.id)).toEqual(['g.x', 'g.y'])
    for (const box of inside) {
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(group.width)
      expect(box.y + box.height).toBeLessThanOrEqual(group.height)
    }
  })

  it('names a group before what is in it, as it is drawn below', () => {
    const ids = layout(nodes, edges, new Set(['g']), 'LR').boxes.map((box) => box.id)
    expect(ids.indexOf('g')).toBeLessThan(ids.indexOf('g.x'))
  })

  it('puts two tasks beside each other that wait for the same one', () => {
    const drawing = layout([node('a'), node('b'), node('c')], [edge('a', 'b'), edge('a', 'c')], new Set(), 'TB')
    const [b, c] = ['b', 'c'].map((id) => drawing.boxes.find((box) => box.id === id)!)
    expect(b!.y).toBe(c!.y)
    expect(b!.x).not.toBe(c!.x)
  })

  it.each([
    ['LR', 'x', 1],
    ['RL', 'x', -1],
    ['TB', 'y', 1],
    ['BT', 'y', -1],
  ] as const)('goes where it is told: %s', (direction, axis, sign) => {
    const at = new Map(layout(nodes, edges, new Set(['g']), direction).boxes.map((box) => [box.id, box[axis]]))
    expect(Math.sign(at.get('b')! - at.get('a')!)).toBe(sign)
    expect(Math.sign(at.get('g.y')! - at.get('g.x')!)).toBe(sign)
  })

  it.each(['LR', 'RL', 'TB', 'BT'] as const)('leads a long arrow beside what lies between, in groups too: %s', (direction) => {
    const group = node('g', ['g.x', 'g.y', 'g.z'].map((id) => node(id)))
    const { boxes, arrows } = layout([node('a'), group], [edge('a', 'g.x'), edge('g.x', 'g.y'), edge('g.y', 'g.z'), edge('g.x', 'g.z')], new Set(['g']), direction)
    const places = placesOf(boxes)
    const [around, between] = [places.get('g')!, places.get('g.y')!]
    const { way } = arrows.find(({ id }) => id === 'g.x>g.z')!
    expect(way).toHaveLength(2)
    for (const { x, y } of way) {
      expect(x > around.x && x < around.x + around.width && y > around.y && y < around.y + around.height).toBe(true)
      expect(direction === 'LR' || direction === 'RL' ? y > between.y && y < between.y + between.height : x > between.x && x < between.x + between.width).toBe(false)
    }
    expect(arrows.filter(({ id }) => id !== 'g.x>g.z').every((arrow) => arrow.way.length === 0)).toBe(true)
  })

  it('makes room for the longer of a name and its operator', () => {
    const { boxes } = layout([node('a'), { ...node('b'), operator: '@task.short_circuit' }, node('a name of some length')], [], new Set(), 'LR')
    const [short, operator, name] = boxes.map((box) => box.width)
    expect(operator).toBeGreaterThan(short! + 30)
    expect(name).toBeGreaterThan(operator!)
  })

  it('tells what is around a DAG from its tasks', () => {
    const around = [{ ...node('asset:x'), type: 'asset' }, { ...node('sensor:o:d:t'), type: 'sensor', dag_id: 'o' }, { ...node('t'), type: 'sensor' }]
    expect(layout(around, [edge('asset:x', 't')], new Set(), 'LR').boxes.map((box) => box.kind)).toEqual(['outside', 'outside', 'task'])
  })
})
