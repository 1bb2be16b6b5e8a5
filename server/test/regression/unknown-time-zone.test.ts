import { formatTime } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { systemTimeZone } from '#adapters/clock.ts'

const own = process.env['TZ'] ?? 'UTC'
afterEach(() => {
  process.env['TZ'] = own
})

describe('the time zone of the machine', () => {
  it.each(['', ':', 'Foo/Bar', 'UTC+3'])('is one in which moments can be written when TZ is "%s"', (zone) => {
    process.env['TZ'] = zone
    expect(formatTime(0, systemTimeZone())).toMatch(/^19(?:69|70)-/u)
  })

  it('is the one that TZ names', () => {
    process.env['TZ'] = 'Asia/Tokyo'
    expect(systemTimeZone()).toBe('Asia/Tokyo')
  })
})
