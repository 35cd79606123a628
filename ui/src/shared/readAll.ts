import { get, type Query } from './api'

/** So many lines are read for somebody to choose from; what is done to all of something needs all of it. */
export const MOST_READ = 1_000
const TOGETHER = 100

/** Every line of a list that the filters let through, page by page; the first so many of them where a limit is given. */
export async function readAll<T>(path: string, query: Query, list: string, most = Infinity): Promise<T[]> {
  const all: T[] = []
  for (let more = true; more && all.length < most; ) {
    const page = await get<{ total_entries: number } & Record<string, T[]>>(path, { ...query, limit: TOGETHER, offset: all.length })
    const found = (page[list] ?? []) as T[]
    all.push(...found)
    more = found.length > 0 && all.length < page.total_entries
  }
  return all
}
