import { useId } from 'react'

interface Segment {
  value: string
  label: string
  disabled?: boolean
}

interface Props {
  data: Segment[]
  value: string
  onChange: (value: string) => void
  size?: 'xs' | 'sm'
  disabled?: boolean
  'aria-label': string
}

/** One of a few, side by side: the browser's own radio buttons, so that a page is not laid out a second time to find where to draw what is chosen. */
export function Segments({ data, value, onChange, size = 'sm', disabled = false, 'aria-label': label }: Props) {
  const name = useId()
  return (
    <div className={`segments ${size}`} role="radiogroup" aria-label={label}>
      {data.map((one) => (
        <label key={one.value}>
          <input type="radio" name={name} value={one.value} checked={one.value === value} disabled={disabled || one.disabled} onChange={() => onChange(one.value)} />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  )
}
