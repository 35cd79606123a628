/** The languages by their own names; English stands in the pages themselves. */
export const languages = { en: 'English', vi: 'Tiếng Việt', 'zh-CN': '简体中文', ru: 'Русский', ko: '한국어' } as const

export type Language = keyof typeof languages

/** Where Airflow keeps it too. */
export const LANGUAGE = 'i18nextLng'

/** What was chosen in this browser, else what the browser asks for, else English. */
export function language(): Language {
  const wanted = [localStorage.getItem(LANGUAGE), ...navigator.languages].filter((one) => one !== null)
  for (const one of wanted) {
    const known = (Object.keys(languages) as Language[]).find((code) => code === one || code.split('-')[0] === one.split('-')[0])
    if (known) return known
  }
  return 'en'
}
