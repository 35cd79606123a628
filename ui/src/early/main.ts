import { firstQuestions } from './questions'

/** Asked so long ago, an answer is not of now any more. */
const FRESH = 10_000

// the page's scripts take a while to come and to be read; its data need not wait for them
const answers = new Map<string, Promise<Response>>()
for (const question of firstQuestions(location.pathname, Object.fromEntries(new URLSearchParams(location.search)))) {
  const answer = fetch(question, { credentials: 'same-origin', headers: { Accept: 'application/json' } })
  answer.catch(() => undefined)
  answers.set(question, answer)
}
setTimeout(() => answers.clear(), FRESH)
Object.assign(globalThis, { earlyAnswers: answers })
