import { firstQuestions, nextQuestion } from './questions'

/** Asked so long ago, an answer is not of now any more. */
const FRESH = 10_000

// the page's scripts take a while to come and to be read; its data need not wait for them
const answers = new Map<string, Promise<Response>>()
const search = Object.fromEntries(new URLSearchParams(location.search))

function ask(question: string): Promise<Response> {
  const answer = fetch(question, { credentials: 'same-origin', headers: { Accept: 'application/json' } })
  answer.catch(() => undefined)
  answers.set(question, answer)
  return answer
}

async function askOn(question: string): Promise<void> {
  const answer = await ask(question)
  if (!answer.ok || !location.pathname.includes('/tasks/')) return
  const next = nextQuestion(location.pathname, search, question, await answer.clone().json())
  if (next !== null && performance.now() < FRESH) void ask(next)
}

for (const question of firstQuestions(location.pathname, search)) askOn(question).catch(() => undefined)
setTimeout(() => answers.clear(), FRESH)
Object.assign(globalThis, { earlyAnswers: answers })

// most pages tell how long ago something was, and the first to do so waits for the browser's tables of languages: here nobody waits yet
new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'minute')
