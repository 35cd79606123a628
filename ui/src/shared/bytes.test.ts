import { expect, it } from 'vitest'
import { bytes } from './bytes'

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KB'],
  [250 * 1024 * 1024, '250 MB'],
  [1024 ** 3, '1 GB'],
])('says %d as %s', (number, text) => expect(bytes(number)).toBe(text))
