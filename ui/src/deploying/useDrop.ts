import { useEffect, useRef, useState } from 'react'
import { droppedFiles, type Dropped } from './deploy'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Files that are dropped anywhere on the window; whether some are held over it is told. */
export function useDrop(isOn: boolean, onDrop: (files: Dropped[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const told = useRef(onDrop)
  told.current = onDrop
  useEffect(() => {
    if (!isOn) return
    // who holds files over one element after the other enters the next before he leaves the last
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      // a field that takes files has taken them already
      if (!hasFiles(event) || event.defaultPrevented || !event.dataTransfer) return
      event.preventDefault()
      void droppedFiles(event.dataTransfer).then((files) => files.length > 0 && told.current(files))
    }
    const on = [
      ['dragenter', enter],
      ['dragleave', leave],
      ['dragover', over],
      ['drop', drop],
    ] as const
    for (const [name, listener] of on) window.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of on) window.removeEventListener(name, listener)
    }
  }, [isOn])
  return isOver
}
