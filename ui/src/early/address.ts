export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** The address with its query; what is undefined is left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) {
      value.forEach((item: string) => search.append(name, item))
    } else if (value !== undefined) {
      search.append(name, String(value))
    }
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** A part of a path: names may hold anything. */
export const part = (text: string): string => encodeURIComponent(text)
