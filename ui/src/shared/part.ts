import { createContext, useContext } from 'react'

/** What stands beside another page has its own names behind the question mark, and no heading of the first order. */
export const Part = createContext('')

/** What the names of a part begin with; nothing for a page. */
export const usePart = (): string => useContext(Part)

type Search = Record<string, string | undefined>

/** What of the address is about the part, by the names that it has on a page of its own. */
export const ownOf = (search: Search, part: string): Search => (part ? Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (name.startsWith(part) ? [[name.slice(part.length), value]] : []))) : search)

/** The address with what is about the part changed. */
export const withOwn = (search: Search, changed: Search, part: string): Search =>
  Object.fromEntries(Object.entries({ ...search, ...Object.fromEntries(Object.entries(changed).map(([name, value]) => [`${part}${name}`, value])) }).filter(([, value]) => value))
