import type { EarlyAnswer } from './answers'
import { language } from './language'
import { partsOf, wordsOf } from './pages'
import { firstQuestions, nextQuestion } from './questions'
import { openEarlyStream } from './stream'

/** The files of each part that are not among those of every page; the build fills them in. */
declare const PART_FILES: Record<string, string[]>

/** Asked so long ago, an answer is not of now any more. */
const FRESH = 10_000

// the page's scripts take a while to come and to be read; its data need not wait for them
const answers = new Map<string, EarlyAnswer>()
const search = Object.fromEntries(new URLSearchParams(location.search))

async function ask(question: string): Promise<unknown> {
  const response = fetch(question, { credentials: 'same-origin', headers: { Accept: 'application/json' } })
  const body = response.then((one): unknown => (one.ok ? one.json() : undefined))
  const answer: EarlyAnswer = { response, body }
  answers.set(question, answer)
  answer.value = await body
  return answer.value
}

async function askOn(question: string): Promise<void> {
  const answer = await ask(question)
  if (answer === undefined) return
  const next = nextQuestion(location.pathname, search, question, answer)
  if (next !== null && performance.now() < FRESH) await ask(next)
}

openEarlyStream()
const all = Promise.allSettled(firstQuestions(location.pathname, search).map(askOn))
setTimeout(() => answers.clear(), FRESH)
Object.assign(globalThis, { earlyAnswers: answers, earlyEnd: all })

// the page's own scripts are fetched with those of all pages, not when these have been read
for (const file of [...partsOf(location.pathname), ...wordsOf(language())].flatMap((part) => PART_FILES[part] ?? [])) {
  const link = document.createElement('link')
  link.rel = 'modulepreload'
  link.crossOrigin = ''
  link.href = `/${file}`
  document.head.append(link)
}

// pages tell how long ago something was, and how many there are: the first to do so waits for the browser's tables of languages, here nobody does yet
new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(-1, 'minute')
new Intl.NumberFormat(language()).format(1_000)
