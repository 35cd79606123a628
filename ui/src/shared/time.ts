import { language } from './words'

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

let relative: Intl.RelativeTimeFormat | undefined

/** "3 minutes ago", "in 2 hours". */
export function ago(time: string | null, now: number = Date.now()): string {
  if (!time) return ''
  relative ??= new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  const seconds = (Date.parse(time) - now) / 1000
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return relative.format(Math.round(seconds / length), unit)
}

/** "0.3 s", "42 s", "3 min 5 s", "2 h 10 min". */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return ''
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`
  return `${Math.floor(whole / 3_600)} h${Math.floor((whole % 3_600) / 60) ? ` ${Math.floor((whole % 3_600) / 60)} min` : ''}`
}

const ZONE = 'timezone'

/** The zone of this computer. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone in which times are told: UTC, unless another one was chosen in this browser. */
export const zone = (): string => (chosenZone ??= localStorage.getItem(ZONE) ?? 'UTC')

let chosenZone: string | undefined

export function chooseZone(name: string): void {
  localStorage.setItem(ZONE, name)
  chosenZone = name
  window.location.reload()
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The time to the second, in the zone: "2026-03-01 06:00:00". */
export function exact(time: string | number | null, name: string = zone()): string {
  if (time === null || time === '') return ''
  // hundreds of times are on a page, and the calendar of UTC needs no table of zones
  if (name === 'UTC') return new Date(time).toISOString().slice(0, 19).replace('T', ' ')
  let format = formats.get(name)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(name, format)
  }
  return format.format(new Date(time))
}

/** The same with the zone's name, where that could be doubted. */
export const told = (time: string | null): string => (time ? `${exact(time)} ${zone()}` : '')
