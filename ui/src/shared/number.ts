import { language } from '../early/language'

let format: Intl.NumberFormat | undefined

/** A number with its thousands apart, as the language of the page sets them: "5,000". */
export function grouped(number: number): string {
  format ??= new Intl.NumberFormat(language())
  return format.format(number)
}
