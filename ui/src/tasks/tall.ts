/** A list of lines of one height, of any length: browsers draw no box that is higher than some million pixels, so beyond that the place is in proportion. */
export interface Tall {
  /** How many lines there are. */
  total: number
  /** Pixels of a line. */
  line: number
  /** Pixels that are seen. */
  view: number
}

const HIGHEST = 8_000_000

/** How high what is scrolled is. */
export const heightOf = ({ total, line, view }: Tall): number => Math.max(view, Math.min(total * line, HIGHEST))

/** Whether a step of the wheel is no longer a step of lines, and has to be counted. */
export const isScaled = ({ total, line }: Tall): boolean => total * line > HIGHEST

/** The highest line that can be the first one seen. */
export const lastTop = ({ total, line, view }: Tall): number => Math.max(0, total - view / line)

/** The line that stands first, counted from 0, with its part that is above the view. */
export function lineAt(tall: Tall, scrolled: number): number {
  const room = heightOf(tall) - tall.view
  return room <= 0 ? 0 : Math.min(1, Math.max(0, scrolled / room)) * lastTop(tall)
}

/** How far is scrolled when that line stands first. */
export function scrollOf(tall: Tall, first: number): number {
  const last = lastTop(tall)
  return last <= 0 ? 0 : (Math.min(last, Math.max(0, first)) / last) * (heightOf(tall) - tall.view)
}

/** The blocks of so many lines that are seen, and no more than those. */
export function blocksOf({ total, line, view }: Tall, first: number, size: number): number[] {
  if (total === 0) return []
  const from = Math.floor(Math.max(0, first) / size)
  const to = Math.floor(Math.min(total - 1, first + view / line) / size)
  return Array.from({ length: Math.max(0, to - from) + 1 }, (_, at) => from + at)
}
