/** Holds the wording of sizes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBytes } from './bytes.ts'

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1 KB'],
    [3900, '3.9 KB'],
    [9960, '10 KB'],
    [42_000_000_000, '42 GB'],
    [42_400_000_000, '42 GB'],
    [999_600_000, '1 GB'],
    [1_500_000_000_000, '1.5 TB'],
    [-3900, '-3.9 KB'],
    [-0.2, '0 B'],
    [Number.NaN, 'unknown'],
    [Number.POSITIVE_INFINITY, 'unknown']
  ])('words %d bytes as %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words)
  })

  it('never shows four digits before the unit below an exabyte, and never a decimal from 10 on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(formatBytes(bytes)).toMatch(/^(\d(\.[1-9])?|\d{2,3}) (B|KB|MB|GB|TB|PB)$/)
      })
    )
  })
})
