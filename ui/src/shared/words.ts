import i18next from 'i18next'
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

/** Reads the words of the language; pages are drawn after it. */
export async function readWords(): Promise<void> {
  const code = language()
  document.documentElement.lang = code
  const catalog = await catalogs[code]()
    .then((file) => file.default)
    .catch(() => ({}))
  await i18next.init({
    lng: code,
    resources: { [code]: { translation: catalog } },
    keySeparator: false,
    nsSeparator: false,
    fallbackLng: false,
    interpolation: { escapeValue: false, alwaysFormat: true, format: told },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0])
}

/** Whole numbers with their thousands apart, wherever a sentence has them. */
const told = (value: unknown): string => (typeof value === 'number' && Number.isInteger(value) ? grouped(value) : String(value ?? ''))

/** What has nothing to fill in is looked up once: a list says the same words hundreds of times. */
const said = new Map<string, string>()

/** An English sentence in the language of the page. */
export function t(text: string, values?: Record<string, unknown>): string {
  if (values) return i18next.t(text, values) || text
  const known = said.get(text)
  if (known !== undefined) return known
  const words = i18next.t(text) || text
  // before the catalog is read there are no words to keep
  if (i18next.isInitialized) said.set(text, words)
  return words
}
