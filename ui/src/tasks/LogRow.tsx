import type { ReactNode } from 'react'
import { exact } from '../shared/time'
import { t } from '../shared/words'
import { framesOf, type StackFrame } from './frames'
import { ansi, type Row } from './log'
import { marked } from './marked'

interface Props {
  row: Row
  find: string
  hasTime: boolean
  /** Who wrote the line is told as well. */
  hasSource: boolean
  isHere: boolean
  onHere: () => void
  onToggle: () => void
}

const link = /(https?:\/\/[^\s"'<>)\]]+)/

/** A line of a log: its number is a link to it. */
export function LogRow({ row, find, hasTime, hasSource, isHere, onHere, onToggle }: Props) {
  const { line, number } = row
  return (
    <div className={`line ${line.level ?? ''}${row.isGroup ? ' group' : ''}${isHere ? ' here' : ''}`}>
      <a
        className="number"
        href={`#L${number}`}
        onClick={(event) => {
          event.preventDefault()
          onHere()
        }}
      >
        {number}
      </a>
      {hasTime && line.timestamp && <span className="dim">{exact(line.timestamp).slice(11)} </span>}
      {hasSource && line.logger && <span className="dim">{line.logger} </span>}
      {row.isGroup ? (
        <button type="button" className="plain-button" aria-expanded={!row.isClosed} onClick={onToggle}>
          {row.isClosed ? '▸' : '▾'} {line.event.slice('::group::'.length)}
        </button>
      ) : (
        <>
          {line.level && line.level !== 'info' && <b>{line.level.toUpperCase()} </b>}
          {ansi(line.event).map((piece, index) => (
            <span key={index} style={{ color: piece.color, fontWeight: piece.isBold ? 700 : undefined }}>
              {linked(piece.text, find)}
            </span>
          ))}
          <Raised of={line.error_detail ?? line.exception} />
        </>
      )}
    </div>
  )
}

/** Addresses become links, and what is looked for is marked. */
const linked = (text: string, find: string): ReactNode[] =>
  text.split(link).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={index} href={piece} target="_blank" rel="noreferrer">
        {piece}
      </a>
    ) : (
      marked(piece, find, index)
    ),
  )

interface Detail {
  exc_type?: string
  exc_value?: string
  frames?: StackFrame[]
}

const Frame = ({ of }: { of: StackFrame }) => (
  <div>
    {'  '}
    {of.name} ({of.filename}:{of.lineno})
  </div>
)

/** An exception with the places it came through. */
function Raised({ of }: { of: unknown }) {
  if (!Array.isArray(of)) return null
  return (
    <details>
      <summary>{(of as Detail[]).map((one) => `${one.exc_type ?? ''}: ${one.exc_value ?? ''}`).join(' ← ')}</summary>
      {framesOf((of as Detail[]).flatMap((one) => one.frames ?? [])).map(({ frames, isOwn }, index) =>
        isOwn ? (
          frames.map((frame, at) => <Frame key={`${index} ${at}`} of={frame} />)
        ) : (
          <details key={index} className="dim">
            <summary>{t('Frames of libraries: {{number}}', { number: frames.length })}</summary>
            {frames.map((frame, at) => (
              <Frame key={at} of={frame} />
            ))}
          </details>
        ),
      )}
    </details>
  )
}
