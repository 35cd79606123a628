export interface View {
  name: string
  /** What stood behind the question mark. */
  search: Record<string, string>
}

const key = (place: string): string => `views ${place}`

/** The views of a list that somebody kept in this browser, by name. */
export function readViews(place: string): View[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key(place)) ?? '[]')
    return Array.isArray(found) ? (found as View[]).filter((view) => typeof view?.name === 'string' && typeof view.search === 'object') : []
  } catch {
    return []
  }
}

/** Keeps a view under its name, in the place of one that had it. */
export function keepView(place: string, view: View): View[] {
  const views = [...readViews(place).filter((one) => one.name !== view.name), view].toSorted((left, right) => left.name.localeCompare(right.name))
  localStorage.setItem(key(place), JSON.stringify(views))
  return views
}

export function dropView(place: string, name: string): View[] {
  const views = readViews(place).filter((view) => view.name !== name)
  localStorage.setItem(key(place), JSON.stringify(views))
  return views
}

/** What of an address makes a view: its filters and its order, not its page. */
export const searchOf = (search: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]) && entry[0] !== 'page'))
