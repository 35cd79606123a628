import { LANGUAGE, language, languages, type Language } from '../early/language'
import en from '../words/en.json'
import { grouped } from './number'

export { language, languages, type Language }

type Catalog = Record<string, string>

const catalogs: Record<Language, () => Promise<{ default: Catalog }>> = {
  en: () => Promise.resolve({ default: en }),
  vi: () => import('../words/vi.json'),
  'zh-CN': () => import('../words/zh-CN.json'),
  ru: () => import('../words/ru.json'),
  ko: () => import('../words/ko.json'),
}

/** The page is drawn anew in it: words stand in many places that nobody else has to watch. */
export function chooseLanguage(code: Language): void {
  localStorage.setItem(LANGUAGE, code)
  window.location.reload()
}

let words: Catalog = {}
let plural: Intl.PluralRules | undefined

/** Reads the words of the language; pages are drawn after it. */
export async function readWords(): Promise<void> {
  const code = language()
  document.documentElement.lang = code
  plural = new Intl.PluralRules(code)
  words = await catalogs[code]()
    .then((file) => file.default)
    .catch(() => ({}))
}

const place = /\{\{(\w+)\}\}/g

/** An English sentence in the language of the page, with what is filled in; where a count is, the sentence that goes with it. */
export function t(text: string, values?: Record<string, unknown>): string {
  if (!values) return words[text] || text
  const form = typeof values.count === 'number' ? words[`${text}_${plural?.select(values.count)}`] : undefined
  return (form || words[text] || text).replaceAll(place, (_, name: string) => told(values[name]))
}

const told = (value: unknown): string => (typeof value === 'number' && Number.isInteger(value) ? grouped(value) : String(value ?? ''))
