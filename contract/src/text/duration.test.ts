/** Holds the wording of lengths of time. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration } from './duration.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [400, '400 ms'],
    [999.7, '1 s'],
    [12_400, '12 s'],
    [59_800, '1 min'],
    [2 * MINUTE, '2 min'],
    [59.7 * MINUTE, '1 h'],
    [3 * HOUR + 20 * MINUTE, '3 h 20 min'],
    [3 * HOUR, '3 h'],
    [DAY, '1 day'],
    [30 * HOUR, '1 day 6 h'],
    [2 * DAY, '2 days'],
    [2 * DAY + 23.8 * HOUR, '3 days'],
    [5 * DAY, '5 days'],
    [5.4 * DAY, '5 days'],
    [-2 * MINUTE, '-2 min'],
    [Number.NaN, 'unknown']
  ])('words %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })

  it('always finds words', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (ms) => {
        expect(formatDuration(ms)).toMatch(/^\d+ (ms|s|min|h|day|days)( \d+ (min|h))?$/)
      })
    )
  })
})
