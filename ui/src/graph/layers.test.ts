import { describe, expect, it } from 'vitest'
import { layered, type Item } from './layers'

const gaps = { layers: 40, items: 10 }
const item = (id: string, along = 100, across = 40): Item => ({ id, along, across })
const items = (...ids: string[]) => ids.map((id) => item(id))
const place = (list: Item[], ...links: string[]) => layered(list, links.map((link) => link.split('>') as [string, string]), gaps)

describe('layers', () => {
  it('put everything behind what leads to it', () => {
    const { spots, along } = place(items('a', 'b', 'c'), 'a>b', 'b>c', 'a>c')
    expect(['a', 'b', 'c'].map((id) => spots.get(id)?.along)).toEqual([50, 190, 330])
    expect(along).toBe(380)
  })

  it('are as deep as the longest in them', () => {
    const { spots } = place([item('a'), item('wide', 300), item('b')], 'a>b', 'wide>b')
    expect([spots.get('a')?.along, spots.get('wide')?.along, spots.get('b')?.along]).toEqual([150, 150, 390])
  })

  it('have a start stand right before what it leads to', () => {
    const { spots } = place(items('a', 'b', 'c', 'late'), 'a>b', 'b>c', 'late>c')
    expect(spots.get('late')?.along).toBe(spots.get('b')?.along)
  })

  it('let no arrows cross that need not', () => {
    const { spots } = place(items('a', 'b', 'x', 'y'), 'a>y', 'b>x')
    expect(Math.sign(spots.get('a')!.across - spots.get('b')!.across)).toBe(Math.sign(spots.get('y')!.across - spots.get('x')!.across))
  })

  it('keep a parent in the middle of its children, which do not touch', () => {
    const { spots, across } = place(items('a', 'x', 'y', 'z'), 'a>x', 'a>y', 'a>z')
    const [x, y, z] = ['x', 'y', 'z'].map((id) => spots.get(id)!.across).toSorted((left, right) => left - right)
    expect(y! - x!).toBeGreaterThanOrEqual(50)
    expect(z! - y!).toBeGreaterThanOrEqual(50)
    expect(spots.get('a')?.across).toBeCloseTo(y!)
    expect(across).toBeCloseTo(140)
  })

  it('break circles, and take links to nothing and to oneself as none', () => {
    const { spots } = place(items('a', 'b', 'c'), 'a>b', 'b>c', 'c>a', 'a>gone', 'b>b')
    expect(new Set([...spots.values()].map((spot) => spot.along)).size).toBe(3)
  })

  it('let a long link through in a lane of its own, whichever way it goes', () => {
    const { spots, ways } = place(items('a', 'b', 'c', 'd'), 'a>b', 'b>c', 'c>d', 'a>d', 'a>d', 'd>b', 'a>gone')
    expect(ways.map((way) => way.map(({ along }) => along))).toEqual([[], [], [], [140, 240, 280, 380], [140, 240, 280, 380], [380, 280], []])
    const [[there], [back]] = [ways[3]!, ways[5]!]
    expect(ways[3]).toEqual(ways[4])
    for (const point of ways[3]!) expect(Math.abs(point.across - spots.get(point.along < 260 ? 'b' : 'c')!.across)).toBeGreaterThanOrEqual(20 + 10 - 0.001)
    expect(there!.across).not.toBe(back!.across)
  })

  it('have nothing over anything in two thousand tasks, in well below a second', () => {
    const many = Array.from({ length: 2000 }, (_, at) => item(`t${at}`, 80 + (at % 7) * 10, 40))
    const links = many.flatMap((_, at) => (at < 50 ? [] : [`t${at - 50}>t${at}`, `t${at - 50 + ((at * 7) % 11) - Math.min(5, at % 50)}>t${at}`]))
    const begun = process.cpuUsage()
    const { spots } = place(many, ...links)
    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1000).toBeLessThan(3000)
    const layers = new Map<number, { across: number }[]>()
    for (const spot of spots.values()) layers.set(spot.along, [...(layers.get(spot.along) ?? []), spot])
    for (const layer of layers.values()) {
      const sorted = layer.map((spot) => spot.across).toSorted((left, right) => left - right)
      sorted.slice(1).forEach((at, before) => expect(at - sorted[before]!).toBeGreaterThanOrEqual(49.999))
    }
  })

  it('of nothing are nothing', () => expect(place([])).toEqual({ spots: new Map(), ways: [], along: 0, across: 0 }))
})
