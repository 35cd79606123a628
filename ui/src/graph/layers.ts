/** Something to be placed: how long it is along the arrows, and how wide across them. */
export interface Item {
  id: string
  along: number
  across: number
}

export interface Spot {
  along: number
  across: number
}

/** What `layered` found: the middles of the items, for each link the points that it goes through between its ends, and how large all of it is. */
export interface Layering {
  spots: Map<string, Spot>
  /** Of each link where its lanes begin and end, in turn; nothing where it leads to the next layer or nowhere. */
  ways: Spot[][]
  along: number
  across: number
}

interface Gaps {
  /** Between layers, and between two in one layer. */
  layers: number
  items: number
}

const SWEEPS = 12
const PASSES = 6

/** What a long arrow takes of the layers that it goes through. */
const LANE = 6

/**
 * Places what depends on each other in layers: everything behind what leads to it, neighbours ordered so that few arrows cross, and each as near to the middle of
 * its neighbours as those beside it let it. Circles are broken where they are found first. Links between the same two share their lanes.
 */
export function layered(items: Item[], links: readonly (readonly [from: string, to: string])[], gaps: Gaps): Layering {
  const layers = new Layers(items, links)
  layers.order()
  return layers.place(gaps)
}

class Layers {
  private readonly items: Item[]
  private readonly before: number[][] = []
  private readonly after: number[][] = []
  private readonly ranks: number[]
  private readonly layers: number[][] = []
  /** Of everything its place in its layer. */
  private readonly places: number[]
  private readonly count: number
  /** Of the links the lanes they go through, from their source on, and whether that is against the layers. */
  private readonly ways: { lanes: number[]; isBack: boolean }[]

  constructor(items: Item[], links: readonly (readonly [string, string])[]) {
    this.items = [...items]
    this.count = items.length
    const known = new Map(items.map((item, at) => [item.id, at]))
    const ends = links.map(([from, to]) => [known.get(from) ?? -1, known.get(to) ?? -1] as const)
    const wanted = new Map(ends.filter(([from, to]) => from >= 0 && to >= 0 && from !== to).map((edge) => [edge.join(), edge]))
    const edges = acyclic(items.length, [...wanted.values()])
    this.ranks = ranksOf(items.length, edges)
    for (let at = 0; at < items.length; at++) this.join(at)
    const led = new Map(
      [...wanted].map(([name, [from]], at) => {
        const lanes = this.lead(...edges[at]!)
        return edges[at]![0] === from ? [name, { lanes, isBack: false }] : [name, { lanes: lanes.toReversed(), isBack: true }]
      }),
    )
    this.ways = ends.map((edge) => led.get(edge.join()) ?? { lanes: [], isBack: false })
    this.places = new Array<number>(this.items.length).fill(0)
    this.first()
  }

  private join(at: number): void {
    this.before[at] = []
    this.after[at] = []
  }

  /** An arrow over several layers goes through a lane in each of them. */
  private lead(from: number, to: number): number[] {
    const lanes: number[] = []
    let last = from
    for (let rank = this.ranks[from]! + 1; rank < this.ranks[to]!; rank++) {
      const lane = this.items.push({ id: '', along: 0, across: LANE }) - 1
      this.ranks[lane] = rank
      this.join(lane)
      this.after[last]!.push(lane)
      this.before[lane]!.push(last)
      lanes.push(lane)
      last = lane
    }
    this.after[last]!.push(to)
    this.before[to]!.push(last)
    return lanes
  }

  /** The first order: what hangs together stands together. */
  private first(): void {
    const seen = new Uint8Array(this.items.length)
    const visit = (start: number) => {
      const waiting = [start]
      while (waiting.length > 0) {
        const at = waiting.pop()!
        if (seen[at]) continue
        seen[at] = 1
        ;(this.layers[this.ranks[at]!] ??= []).push(at)
        waiting.push(...this.after[at]!.toReversed())
      }
    }
    for (let at = 0; at < this.count; at++) if (this.before[at]!.length === 0) visit(at)
    for (let rank = 0; rank < this.layers.length; rank++) this.layers[rank] ??= []
    this.note()
  }

  private note(): void {
    for (const layer of this.layers) layer.forEach((item, place) => (this.places[item] = place))
  }

  /** Puts everything by the mean of its neighbours, to and fro, and keeps the order with the fewest crossings. */
  order(): void {
    let [best, least] = [this.layers.map((layer) => [...layer]), this.crossings()]
    for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
      const isDown = sweep % 2 === 0
      const order = [...this.layers.keys()]
      for (const rank of isDown ? order : order.toReversed()) {
        const layer = this.layers[rank]!
        const means = new Map(layer.map((item) => [item, this.mean(item, isDown ? this.before : this.after)]))
        layer.sort((left, right) => means.get(left)! - means.get(right)!)
        layer.forEach((item, place) => (this.places[item] = place))
      }
      const now = this.crossings()
      if (now < least) [best, least] = [this.layers.map((layer) => [...layer]), now]
    }
    best.forEach((layer, rank) => (this.layers[rank] = layer))
    this.note()
  }

  private mean(item: number, neighbours: number[][]): number {
    const some = neighbours[item]!
    return some.length === 0 ? this.places[item]! : some.reduce((sum, one) => sum + this.places[one]!, 0) / some.length
  }

  /** How many arrows cross between neighbouring layers. */
  private crossings(): number {
    let sum = 0
    for (const [rank, layer] of this.layers.entries()) {
      const size = this.layers[rank + 1]?.length ?? 0
      const tree = new Int32Array(size + 1)
      let put = 0
      for (const item of layer) {
        const ends = this.after[item]!.map((to) => this.places[to]!)
        for (const end of ends) sum += put - below(tree, end + 1)
        for (const end of ends) add(tree, end + 1)
        put += ends.length
      }
    }
    return sum
  }

  place(gaps: Gaps): Layering {
    const across = new Float64Array(this.items.length)
    for (const layer of this.layers) {
      let edge = 0
      for (const item of layer) {
        across[item] = edge + this.items[item]!.across / 2
        edge += this.items[item]!.across + gaps.items
      }
    }
    const order = [...this.layers.keys()]
    for (let pass = 0; pass < PASSES; pass++) {
      const isDown = pass % 2 === 0
      for (const rank of isDown ? order : order.toReversed()) this.settle(this.layers[rank]!, across, gaps.items, pass < PASSES - 2 ? (isDown ? [this.before] : [this.after]) : [this.before, this.after])
    }
    const least = Math.min(0, ...this.items.map((item, at) => across[at]! - item.across / 2))
    const spots = new Map<string, Spot>()
    const depths: { edge: number; length: number }[] = []
    let edge = 0
    for (const layer of this.layers) {
      const length = Math.max(0, ...layer.map((item) => this.items[item]!.along))
      for (const item of layer) if (item < this.count) spots.set(this.items[item]!.id, { along: edge + length / 2, across: across[item]! - least })
      depths.push({ edge, length })
      edge += length + gaps.layers
    }
    const ways = this.ways.map(({ lanes, isBack }) =>
      lanes.flatMap((lane) => {
        const { edge: begin, length } = depths[this.ranks[lane]!]!
        const sides = [begin, begin + length].map((side) => ({ along: side, across: across[lane]! - least }))
        return isBack ? sides.toReversed() : sides
      }),
    )
    return { spots, ways, along: Math.max(0, edge - gaps.layers), across: Math.max(0, ...this.items.map((item, at) => across[at]! - least + item.across / 2)) }
  }

  /** Brings a layer as near to its neighbours as can be with nothing over another: the least squares, found by joining what would be too close. */
  private settle(layer: number[], across: Float64Array, gap: number, neighbours: number[][][]): void {
    const blocks: { sum: number; size: number; first: number }[] = []
    const offsets: number[] = []
    let offset = 0
    layer.forEach((item, at) => {
      const previous = layer[at - 1]
      if (previous !== undefined) offset += (this.items[previous]!.across + this.items[item]!.across) / 2 + gap
      offsets.push(offset)
      const some = neighbours.flatMap((one) => one[item]!)
      const wish = (some.length === 0 ? across[item]! : some.reduce((sum, one) => sum + across[one]!, 0) / some.length) - offset
      blocks.push({ sum: wish, size: 1, first: at })
      for (let last = blocks.length - 1; last > 0 && blocks[last - 1]!.sum / blocks[last - 1]!.size > blocks[last]!.sum / blocks[last]!.size; last--) {
        const { sum, size } = blocks.pop()!
        blocks[last - 1]!.sum += sum
        blocks[last - 1]!.size += size
      }
    })
    for (const { sum, size, first } of blocks) for (let at = first; at < first + size; at++) across[layer[at]!] = sum / size + offsets[at]!
  }
}

function below(tree: Int32Array, end: number): number {
  let sum = 0
  for (let at = end; at > 0; at -= at & -at) sum += tree[at]!
  return sum
}

function add(tree: Int32Array, place: number): void {
  for (let at = place; at < tree.length; at += at & -at) tree[at]!++
}

type Edge = readonly [from: number, to: number]

/** The edges with those turned round that close a circle. */
function acyclic(count: number, edges: Edge[]): Edge[] {
  const after: number[][] = Array.from({ length: count }, () => [])
  edges.forEach(([from], at) => after[from]!.push(at))
  const marks = new Uint8Array(count)
  const turned = new Set<number>()
  for (let start = 0; start < count; start++) {
    const path = marks[start] ? [] : [{ item: start, next: 0 }]
    if (path.length > 0) marks[start] = 1
    while (path.length > 0) {
      const top = path.at(-1)!
      const edge = after[top.item]![top.next++]
      if (edge === undefined) {
        marks[top.item] = 2
        path.pop()
        continue
      }
      const to = edges[edge]![1]
      if (marks[to] === 1) turned.add(edge)
      else if (marks[to] === 0) {
        marks[to] = 1
        path.push({ item: to, next: 0 })
      }
    }
  }
  return edges.map(([from, to], at) => (turned.has(at) ? [to, from] : [from, to]))
}

/** The layer of each: behind all that leads to it; what nothing leads to stands right before what it leads to. */
function ranksOf(count: number, edges: Edge[]): number[] {
  const after: number[][] = Array.from({ length: count }, () => [])
  const open = new Array<number>(count).fill(0)
  for (const [from, to] of edges) {
    after[from]!.push(to)
    open[to]!++
  }
  const sources = open.map((number) => number === 0)
  const ranks = new Array<number>(count).fill(0)
  const ready = [...sources.keys()].filter((at) => sources[at])
  for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
    for (const to of after[at]!) {
      ranks[to] = Math.max(ranks[to]!, ranks[at]! + 1)
      if (--open[to]! === 0) ready.push(to)
    }
  }
  sources.forEach((isSource, at) => {
    if (isSource && after[at]!.length > 0) ranks[at] = Math.min(...after[at]!.map((to) => ranks[to]!)) - 1
  })
  return ranks
}
