export interface Line {
  kind: 'same' | 'old' | 'new'
  text: string
  /** Its number in the new text; null for a line that is not in it. */
  number: number | null
}

/** The lines of two texts beside each other, by their longest common part; what both begin and end with is not compared. */
export function lineDiff(before: string, after: string): Line[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++
  const middle = differ(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail))
  const lines: Omit<Line, 'number'>[] = [
    ...fresh.slice(0, head).map((text) => ({ kind: 'same' as const, text })),
    ...middle,
    ...fresh.slice(fresh.length - tail).map((text) => ({ kind: 'same' as const, text })),
  ]
  let number = 0
  return lines.map((line) => ({ ...line, number: line.kind === 'old' ? null : ++number }))
}

function differ(old: string[], fresh: string[]): Omit<Line, 'number'>[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i]![j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: Omit<Line, 'number'>[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ kind: 'same', text: fresh[j++] ?? '' })
      i++
    } else if (i < old.length && (j >= fresh.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'old', text: old[i++] ?? '' })
    } else {
      lines.push({ kind: 'new', text: fresh[j++] ?? '' })
    }
  }
  return lines
}
