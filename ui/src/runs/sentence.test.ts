import { describe, expect, it } from 'vitest'
import { sentence } from './sentence'

const nothing = { downstream: false, upstream: false, past: false, future: false, onlyFailed: false }

describe('sentence', () => {
  it('names the task and what goes with it', () =>
    expect(sentence('load', { ...nothing, downstream: true, upstream: true })).toBe('Run load and everything before it and everything after it again in this run.'))

  it('names the runs', () => expect(sentence('load', { ...nothing, future: true })).toBe('Run load again in this run and all later ones.'))

  it('says when only what failed is meant', () => expect(sentence(null, { ...nothing, onlyFailed: true })).toBe('Run all tasks again in this run, where it failed.'))
})
