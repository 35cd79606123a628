import type { NonUndefinedGuard } from '@tanstack/react-query'
import { address, part, type Query } from '../early/address'
import { takeEarly, takeEarlyValue } from '../early/answers'

export { address, part, type Query }

/** An answer that says no: the status and what the server says of it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** What stands under "detail": a text, a list of problems, or an object with a reason. */
export function explain(detail: unknown): string {
  if (typeof detail === 'string') return detail
  if (Array.isArray(detail)) {
    return detail
      .map((problem) => (typeof problem === 'string' ? problem : `${((problem as { loc?: unknown[] }).loc ?? []).slice(1).join('.')}: ${(problem as { msg?: string }).msg ?? ''}`))
      .join('\n')
  }
  const known = detail as { reason?: string; message?: string } | null
  return known?.reason ?? known?.message ?? 'The server refused, and did not say why.'
}

async function ask(path: string, init: RequestInit, early?: Promise<Response>): Promise<Response> {
  let response: Response
  try {
    response = await (early ?? fetch(path, { credentials: 'same-origin', ...init }))
  } catch {
    throw new ApiError(0, 'The server cannot be reached.')
  }
  if (response.ok) return response
  if (response.status === 401) {
    const next = window.location.pathname + window.location.search
    window.location.assign(`/api/v2/auth/login?next=${encodeURIComponent(next)}`)
  }
  const body: unknown = await response.json().catch(() => null)
  throw new ApiError(response.status, explain((body as { detail?: unknown } | null)?.detail ?? `The server answered ${response.status}.`))
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const place = address(path, query)
  const early = takeEarly(place)
  const response = await ask(place, { headers: { Accept: 'application/json' }, ...(signal ? { signal } : {}) }, early?.response)
  return (await (early?.body ?? response.json())) as T
}

/** What a query asks; what is here already is shown at once. */
export const asking = <T>(path: string, query?: Query) => ({
  queryFn: ({ signal }: { signal: AbortSignal }) => get<T>(path, query, signal),
  initialData: () => takeEarlyValue(address(path, query)) as NonUndefinedGuard<T> | undefined,
})

/** Newline delimited JSON, all of its lines. */
export async function getLines<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T[]> {
  const response = await ask(address(path, query), { headers: { Accept: 'application/x-ndjson' }, ...(signal ? { signal } : {}) })
  return (await response.text())
    .split('\n')
    .filter((line) => line)
    .map((line) => JSON.parse(line) as T)
}

/** Sends files. */
export async function upload<T>(path: string, form: FormData, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await ask(address(path, query), { method: 'POST', headers: { Accept: 'application/json' }, body: form, ...(signal ? { signal } : {}) })
  return (await response.json()) as T
}

export async function send<T>(method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, body?: unknown, query?: Query): Promise<T> {
  const response = await ask(address(path, query), {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return (text ? JSON.parse(text) : null) as T
}
