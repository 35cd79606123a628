import { CopyButton } from './CopyButton'

/** A value as JSON, to be read and copied; a text that is JSON is shown as what it holds. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = pretty(value)
  return (
    <div className="copied">
      <pre className="log" tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <CopyButton text={text} />
    </div>
  )
}

/** A value as one reads it. */
export function pretty(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2)
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}
