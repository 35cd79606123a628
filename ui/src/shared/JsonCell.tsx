import { createContext, useContext, useState } from 'react'
import { t } from './words'

/** Whether all values of a list are open; each is on its own until that is changed again. */
export const AllOpen = createContext({ isOpen: false, round: 0 })

const SHORT = 80

/** A value in a cell: what is long is folded to its beginning until somebody opens it. */
export function JsonCell({ value, label }: { value: unknown; label: string }) {
  const all = useContext(AllOpen)
  const [own, setOwn] = useState({ isOpen: all.isOpen, round: all.round })
  const { text, pretty } = written(value)
  if (text === '') return null
  if (text.length <= SHORT && !text.includes('\n')) return <code className="wrap">{text}</code>
  const isOpen = own.round === all.round ? own.isOpen : all.isOpen
  return (
    <>
      {/* folded it goes by the text that is seen, as whoever speaks to the page names it */}
      <button
        type="button"
        className="plain-button folded"
        aria-expanded={isOpen}
        aria-label={isOpen ? t('Close {{name}}', { name: label }) : undefined}
        title={isOpen ? undefined : t('Open {{name}}', { name: label })}
        onClick={() => setOwn({ isOpen: !isOpen, round: all.round })}
      >
        <span aria-hidden>{isOpen ? '▾' : '▸'}</span> {!isOpen && <code>{text.slice(0, SHORT)}…</code>}
      </button>
      {isOpen && (
        <pre className="log" tabIndex={0} aria-label={label}>
          {pretty}
        </pre>
      )}
    </>
  )
}

/** In one line, and laid out; a text that is JSON is shown as what it holds. */
export function written(value: unknown): { text: string; pretty: string } {
  if (value === null || value === undefined) return { text: '', pretty: '' }
  if (typeof value !== 'string') return { text: JSON.stringify(value), pretty: JSON.stringify(value, null, 2) }
  if (!/^\s*[[{]/.test(value)) return { text: value, pretty: value }
  try {
    return { text: value, pretty: JSON.stringify(JSON.parse(value), null, 2) }
  } catch {
    return { text: value, pretty: value }
  }
}
