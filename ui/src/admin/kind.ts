import type { ReactNode } from 'react'

export type Item = Record<string, unknown>

export interface Field {
  name: string
  label: string
  kind: 'text' | 'long' | 'number' | 'flag' | 'secret'
  description?: string
  placeholder?: string
  isRequired?: boolean
  /** It names the item and stays as it is. */
  isKey?: boolean
  /** It is not in the table. */
  isHidden?: boolean
}

/** A sort of things that people make, change and delete by name. */
export interface Kind {
  title: string
  /** What one must be allowed to change. */
  resource: string
  texts: { fresh: string; find: string; empty: string }
  path: string
  /** What the list is called in the answer. */
  list: string
  /** The field that names an item. */
  key: string
  pattern: string
  fields: Field[]
  /** More columns of the table. */
  columns?: { label: string; isNumber?: boolean; show: (item: Item) => ReactNode }[]
  /** Items that may not be deleted. */
  isKept?: (item: Item) => boolean
  /** What a change calls the name, where that is another word. */
  keyOfChange?: string
  /** Its form depends on the type of the item. */
  isTyped?: boolean
  /** Where one can be tried. */
  test?: string
  /** They can be taken along as a file, and brought back. */
  isFiled?: boolean
}
