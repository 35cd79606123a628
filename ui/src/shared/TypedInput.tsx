import { TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

interface Props extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** What counts, such as what stands in the address. */
  value: string
  /** Told when somebody has stopped typing. */
  onType: (text: string) => void
}

const REST = 250

/** A field whose text counts when one has stopped typing; what comes from elsewhere, such as a kept view or the way back, is shown in it. */
export function TypedInput({ value, onType, ...props }: Props) {
  const [text, setText] = useState(value)
  const told = useRef(value)
  const tell = useDebouncedCallback((next: string) => {
    told.current = next
    onType(next)
  }, REST)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    tell.cancel()
    setText(value)
    // only what comes from elsewhere
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [value])
  return (
    <TextInput
      {...props}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
