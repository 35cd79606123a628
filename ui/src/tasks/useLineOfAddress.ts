import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

const lineOf = (hash: string): number => Number(/^#?L?(\d+)$/.exec(hash)?.[1] ?? 0)

/** The line of a log that the address names (#L12), or that was gone to since; 0: none. */
export function useLineOfAddress(): [number, (line: number) => void] {
  const hash = useLocation({ select: (location) => location.hash })
  const [line, setLine] = useState(() => lineOf(window.location.hash))
  useEffect(() => {
    if (lineOf(hash) > 0) setLine(lineOf(hash))
  }, [hash])
  return [line, setLine]
}
