/** What was asked before the scripts of the page were there. */
export interface EarlyAnswer {
  response: Promise<Response>
  /** undefined where the server said no. */
  body: Promise<unknown>
  /** The body, as soon as it is there. */
  value?: unknown
}

interface Early {
  earlyAnswers?: Map<string, EarlyAnswer>
  earlyEnd?: Promise<unknown>
}

const early = globalThis as Early

/** The answer to a question; each is taken once. */
export function takeEarly(path: string): EarlyAnswer | undefined {
  const answer = early.earlyAnswers?.get(path)
  early.earlyAnswers?.delete(path)
  return answer
}

/** The same where it is there already: what is drawn first is drawn with it then. */
export const takeEarlyValue = (path: string): unknown => (early.earlyAnswers?.get(path)?.value === undefined ? undefined : takeEarly(path)?.value)

/** Until all answers are there, or have failed. */
export const untilEarlyEnd = async (): Promise<unknown> => early.earlyEnd
