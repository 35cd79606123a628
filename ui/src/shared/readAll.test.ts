import { afterEach, expect, it, vi } from 'vitest'
import { MOST_READ, readAll } from './readAll'

afterEach(() => vi.unstubAllGlobals())

/** Answers with the lines of a list as the server does: those from an offset on, and how many there are. */
function serve(total: number): void {
  vi.stubGlobal('fetch', (address: string) => {
    const query = new URL(address, 'http://host').searchParams
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))]
    const lines = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => offset + at)
    return Promise.resolve(new Response(JSON.stringify({ lines, total_entries: total })))
  })
}

it('reads every line, however many pages they are on', async () => {
  serve(2_345)
  expect(await readAll('/lines', {}, 'lines')).toEqual(Array.from({ length: 2_345 }, (_, at) => at))
})

it('stops at the limit where there is one', async () => {
  serve(2_345)
  expect(await readAll('/lines', {}, 'lines', MOST_READ)).toHaveLength(1_000)
})

it('ends where the lines have become fewer meanwhile', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ lines: [], total_entries: 7 }))))
  expect(await readAll('/lines', {}, 'lines')).toEqual([])
})
