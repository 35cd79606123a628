import type { Language } from '../early/language'

export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

interface Words {
  past: (text: string) => string
  future: (text: string) => string
  /** A number of units. */
  count: (number: number, unit: Unit) => string
  /** What has a word of its own, by how far away it is. */
  own: Partial<Record<Unit, Record<number, string>>>
}

const english: Words = {
  past: (text) => `${text} ago`,
  future: (text) => `in ${text}`,
  count: (number, unit) => `${number} ${unit}${number === 1 ? '' : 's'}`,
  own: {
    year: { [-1]: 'last year', 1: 'next year' },
    month: { [-1]: 'last month', 1: 'next month' },
    day: { [-1]: 'yesterday', 1: 'tomorrow' },
    second: { 0: 'now' },
  },
}

const plainUnits = (units: Record<Unit, string>) => (number: number, unit: Unit) => `${number}${units[unit]}`

const vietnamese: Words = {
  past: (text) => `${text} trước`,
  future: (text) => `sau ${text} nữa`,
  count: plainUnits({ year: ' năm', month: ' tháng', day: ' ngày', hour: ' giờ', minute: ' phút', second: ' giây' }),
  own: {
    year: { [-1]: 'năm ngoái', 1: 'năm sau' },
    month: { [-1]: 'tháng trước', 1: 'tháng sau' },
    day: { [-2]: 'Hôm kia', [-1]: 'Hôm qua', 1: 'Ngày mai', 2: 'Ngày kia' },
    second: { 0: 'bây giờ' },
  },
}

const chinese: Words = {
  past: (text) => `${text}前`,
  future: (text) => `${text}后`,
  count: plainUnits({ year: '年', month: '个月', day: '天', hour: '小时', minute: '分钟', second: '秒钟' }),
  own: {
    year: { [-1]: '去年', 1: '明年' },
    month: { [-1]: '上个月', 1: '下个月' },
    day: { [-2]: '前天', [-1]: '昨天', 1: '明天', 2: '后天' },
    second: { 0: '现在' },
  },
}

const korean: Words = {
  past: (text) => `${text} 전`,
  future: (text) => `${text} 후`,
  count: plainUnits({ year: '년', month: '개월', day: '일', hour: '시간', minute: '분', second: '초' }),
  own: {
    year: { [-1]: '작년', 1: '내년' },
    month: { [-1]: '지난달', 1: '다음 달' },
    day: { [-2]: '그저께', [-1]: '어제', 1: '내일', 2: '모레' },
    second: { 0: '지금' },
  },
}

/** Of one, of two to four, of five and more. */
const russianUnits: Record<Unit, [string, string, string]> = {
  year: ['год', 'года', 'лет'],
  month: ['месяц', 'месяца', 'месяцев'],
  day: ['день', 'дня', 'дней'],
  hour: ['час', 'часа', 'часов'],
  minute: ['минуту', 'минуты', 'минут'],
  second: ['секунду', 'секунды', 'секунд'],
}

function russianForm(number: number): 0 | 1 | 2 {
  const [last, lastTwo] = [number % 10, number % 100]
  if (lastTwo >= 11 && lastTwo <= 14) return 2
  if (last === 1) return 0
  return last >= 2 && last <= 4 ? 1 : 2
}

const russian: Words = {
  past: (text) => `${text} назад`,
  future: (text) => `через ${text}`,
  count: (number, unit) => `${number} ${russianUnits[unit][russianForm(number)]}`,
  own: {
    year: { [-1]: 'в прошлом году', 1: 'в следующем году' },
    month: { [-1]: 'в прошлом месяце', 1: 'в следующем месяце' },
    day: { [-2]: 'позавчера', [-1]: 'вчера', 1: 'завтра', 2: 'послезавтра' },
    second: { 0: 'сейчас' },
  },
}

const languages: Record<Language, Words> = { en: english, vi: vietnamese, 'zh-CN': chinese, ru: russian, ko: korean }

/** "3 minutes ago", "tomorrow": as the browser's own formatter says it, whose tables take it some 20 ms to read while a page is opened. */
export function inWords(language: Language, number: number, unit: Unit): string {
  const words = languages[language]
  const own = words.own[unit]?.[number]
  if (own !== undefined) return own
  return number < 0 ? words.past(words.count(-number, unit)) : words.future(words.count(number, unit))
}
