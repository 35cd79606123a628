import type { ReactNode } from 'react'

/** A text in which what is looked for is marked, where it stands first. */
export function marked(text: string, find: string, key: number): ReactNode {
  const at = find ? text.toLowerCase().indexOf(find.toLowerCase()) : -1
  if (at < 0) return text
  return (
    <span key={key}>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + find.length)}</mark>
      {text.slice(at + find.length)}
    </span>
  )
}
