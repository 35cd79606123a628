import { expect, type APIRequestContext, type BrowserContext } from '@playwright/test'

export type User = 'admin' | 'op' | 'user' | 'viewer'

/** A token of one of the users of the server under test; their passwords are their names. */
export async function tokenOf(request: APIRequestContext, user: User): Promise<string> {
  const answer = await request.post('/auth/token', { data: { username: user, password: user } })
  expect(answer.status()).toBe(201)
  return ((await answer.json()) as { access_token: string }).access_token
}

/** Has the browser logged in, without the form. */
export async function logIn(context: BrowserContext, url: string, user: User = 'admin'): Promise<void> {
  await context.addCookies([{ name: '_token', value: await tokenOf(context.request, user), url }])
}

/** The REST API with the rights of the admin. */
export class Api {
  constructor(
    private readonly request: APIRequestContext,
    private readonly token: string,
  ) {}

  static async open(request: APIRequestContext): Promise<Api> {
    return new Api(request, await tokenOf(request, 'admin'))
  }

  private get headers() {
    return { Authorization: `Bearer ${this.token}` }
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.request.get(`/api/v2${path}`, { headers: this.headers })
    expect(answer.ok(), `GET ${path}: ${answer.status()}`).toBe(true)
    return (await answer.json()) as T
  }

  async status(path: string): Promise<number> {
    return (await this.request.get(`/api/v2${path}`, { headers: this.headers })).status()
  }

  async send(method: 'POST' | 'PATCH' | 'DELETE', path: string, data?: unknown): Promise<number> {
    const answer = await this.request.fetch(`/api/v2${path}`, { method, headers: this.headers, ...(data === undefined ? {} : { data }) })
    return answer.status()
  }

  /** Makes the run where it is not there yet, and waits until it has ended. */
  async run(dagId: string, runId: string, conf: Record<string, unknown> = {}): Promise<string> {
    await this.begin(dagId, runId, conf)
    await expect.poll(() => this.stateOf(dagId, runId), { timeout: 90_000 }).toMatch(/success|failed/)
    return this.stateOf(dagId, runId)
  }

  async begin(dagId: string, runId: string, conf: Record<string, unknown> = {}): Promise<void> {
    const status = await this.send('POST', `/dags/${dagId}/dagRuns`, { dag_run_id: runId, logical_date: null, conf })
    expect([200, 409]).toContain(status)
  }

  async stateOf(dagId: string, runId: string): Promise<string> {
    return (await this.get<{ state: string }>(`/dags/${dagId}/dagRuns/${encodeURIComponent(runId)}`)).state
  }
}
