import { language, type Language } from '../early/language'

const separators: Record<Language, string> = { en: ',', vi: '.', 'zh-CN': ',', ru: '\u00a0', ko: ',' }

/** A whole number with its thousands apart: "5,000". The browser's own formatter takes some 20 ms to read its tables, which a page would wait for. */
export function grouped(number: number, code: Language = language()): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, separators[code])
}
