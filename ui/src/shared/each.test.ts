import { describe, expect, it } from 'vitest'
import { each } from './each'

describe('each', () => {
  it('goes on after a refusal, and tells of whom', async () => {
    const outcome = await each([1, 2, 3], (one) => `n${one}`, (one) => (one === 2 ? Promise.reject(new Error('no')) : Promise.resolve()))
    expect(outcome).toEqual({ done: 2, refused: ['n2: no'] })
  })

  it('does a few at once, and each once', async () => {
    const [seen, running] = [[] as number[], { now: 0, most: 0 }]
    await each(Array.from({ length: 40 }, (_, at) => at), String, async (one) => {
      running.most = Math.max(running.most, ++running.now)
      await Promise.resolve()
      seen.push(one)
      running.now--
    })
    expect(new Set(seen).size).toBe(40)
    expect(running.most).toBe(6)
  })
})
