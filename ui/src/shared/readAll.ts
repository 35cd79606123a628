import { get, type Query } from './api'

/** At most so many lines are read. */
export const MOST_READ = 1_000
const TOGETHER = 100

/** Every line of a list that the filters let through, page by page. */
export async function readAll<T>(path: string, query: Query, list: string): Promise<T[]> {
  const all: T[] = []
  for (let more = true; more && all.length < MOST_READ; ) {
    const page = await get<{ total_entries: number } & Record<string, T[]>>(path, { ...query, limit: TOGETHER, offset: all.length })
    const found = (page[list] ?? []) as T[]
    all.push(...found)
    more = found.length > 0 && all.length < page.total_entries
  }
  return all
}
