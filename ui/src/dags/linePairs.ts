import type { Line } from './lineDiff'

/** A line of the old text beside what stands in its place in the new one; null: there is none. */
export interface Pair {
  old: { text: string; number: number } | null
  fresh: { text: string; number: number } | null
  isSame: boolean
}

/** The lines of two versions side by side: what was taken out stands beside what came in its place. */
export function pairsOf(lines: Line[]): Pair[] {
  const pairs: Pair[] = []
  let [before, after] = [0, 0]
  let open: Pair[] = []
  for (const { kind, text } of lines) {
    if (kind === 'same') {
      open = []
      pairs.push({ old: { text, number: ++before }, fresh: { text, number: ++after }, isSame: true })
      continue
    }
    const side = kind === 'old' ? 'old' : 'fresh'
    const line = { text, number: kind === 'old' ? ++before : ++after }
    const free = open.find((pair) => pair[side] === null)
    if (free) {
      free[side] = line
    } else {
      const pair: Pair = { old: null, fresh: null, isSame: false, [side]: line }
      open.push(pair)
      pairs.push(pair)
    }
  }
  return pairs
}
