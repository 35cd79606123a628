import type { Token } from './colours'

/** A line in colours; where something is looked for, it is marked instead. */
export function Coloured({ tokens, find = '' }: { tokens: Token[]; find?: string }) {
  const whole = tokens.map((token) => token.text).join('')
  const at = find ? whole.toLowerCase().indexOf(find.toLowerCase()) : -1
  if (at >= 0) {
    return (
      <>
        {whole.slice(0, at)}
        <mark>{whole.slice(at, at + find.length)}</mark>
        {whole.slice(at + find.length)}
      </>
    )
  }
  return tokens.map((token, place) =>
    token.kind === 'plain' ? (
      token.text
    ) : (
      <span key={place} className={`code-${token.kind}`}>
        {token.text}
      </span>
    ),
  )
}
