/** The one in the middle; null of none. */
export function median(numbers: number[]): number | null {
  const sorted = numbers.toSorted((left, right) => left - right)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
