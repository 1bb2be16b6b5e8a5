/** Holds how a speed limit by time of day is read, and which one counts when. */
import { describe, expect, it } from 'vitest'
import { settingsFromEnv } from './from-env.ts'
import { rateAt, rateWindowOf } from './rate-schedule.ts'

const windows = ['08:00-23:00=20', '23:00-08:00=0'].flatMap((text) => rateWindowOf(text) ?? [])

describe('a speed limit by time of day', () => {
  it.each([
    [0, 0],
    [7 * 60 + 59, 0],
    [8 * 60, 20],
    [22 * 60 + 59, 20],
    [23 * 60, 0]
  ])('at minute %i it is %i MB/s', (minute, rate) => {
    expect(rateAt(windows, minute)).toBe(rate)
  })

  it('is none where no window holds', () => {
    expect(rateAt([{ fromMinute: 60, toMinute: 120, megabytesPerSecond: 5 }], 180)).toBeUndefined()
  })

  it.each(['0:00-24:00=1', '9:30 - 10:00 = 2.5'])('%s is one', (text) => {
    expect(rateWindowOf(text)).toBeDefined()
  })

  it.each(['25:00-26:00=1', '08:00-08:00=1', '08:00-09:00', '08:00-09:00=-1', '08:00-09:00=fast', '8-9=1'])(
    '%s is none, and the complaint says what one looks like',
    (text) => {
      expect(rateWindowOf(text)).toBeUndefined()
      const { complaints } = settingsFromEnv({ COPY_RATE_SCHEDULE: text })
      expect(complaints.map((complaint) => complaint.message).join()).toContain('HH:MM-HH:MM=MB/s')
    }
  )
})
