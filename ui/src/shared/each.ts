/** What became of many changes: what was refused stands in the server's own words. */
export interface Outcome {
  done: number
  refused: string[]
}

const AT_ONCE = 6

/** Does something with each, a few at once; what is refused keeps no other from being done. */
export async function each<T>(items: T[], nameOf: (item: T) => string, act: (item: T) => Promise<unknown>): Promise<Outcome> {
  const outcome: Outcome = { done: 0, refused: [] }
  const waiting = [...items]
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const one = item
      await act(one).then(
        () => (outcome.done += 1),
        (error: unknown) => outcome.refused.push(`${nameOf(one)}: ${error instanceof Error ? error.message : String(error)}`),
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcome
}
