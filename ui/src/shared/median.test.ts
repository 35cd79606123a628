import { describe, expect, it } from 'vitest'
import { median } from './median'

describe('median', () => {
  it('is the one in the middle', () => expect(median([9, 1, 5])).toBe(5))

  it('is the lower of two', () => expect(median([4, 2])).toBe(2))

  it('is nothing of nothing', () => expect(median([])).toBeNull())
})
