import i18next from 'i18next'

/** The languages by their own names; English stands in the pages themselves. */
export const languages = { en: 'English', vi: 'Tiếng Việt', 'zh-CN': '简体中文', ru: 'Русский', ko: '한국어' } as const

export type Language = keyof typeof languages

type Catalog = Record<string, string>

const catalogs: Record<Language, () => Promise<{ default: Catalog }>> = {
  en: () => import('../words/en.json'),
  vi: () => import('../words/vi.json'),
  'zh-CN': () => import('../words/zh-CN.json'),
  ru: () => import('../words/ru.json'),
  ko: () => import('../words/ko.json'),
}

const KEY = 'i18nextLng'

/** What was chosen in this browser, else what the browser asks for, else English. */
export function language(): Language {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages].filter((one) => one !== null)
  for (const one of wanted) {
    const known = (Object.keys(languages) as Language[]).find((code) => code === one || code.split('-')[0] === one.split('-')[0])
    if (known) return known
  }
  return 'en'
}

/** The page is drawn anew in it: words stand in many places that nobody else has to watch. */
export function chooseLanguage(code: Language): void {
  localStorage.setItem(KEY, code)
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
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0])
}

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
