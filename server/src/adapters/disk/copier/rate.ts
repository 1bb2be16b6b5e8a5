/** The speed limit of copies at this moment: by time of day where a window holds, otherwise one for all times. */
import { type RateWindow, rateAt } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'

/** What limits copies. */
export interface RateLimits {
  /** MB/s outside of all windows; 0: no limit. */
  readonly megabytesPerSecond: number
  readonly windows: readonly RateWindow[]
  /** IANA name of the zone that the windows are meant in. */
  readonly timeZone: string
}

const megabyte = 1_000_000

const minuteIn = (timeZone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (at) => {
    const [hours, minutes] = format.format(at).split(':').map(Number)
    return (hours ?? 0) * 60 + (minutes ?? 0)
  }
}

/** Bytes per second at the moment of asking, by the limits as they are then; 0: no limit. */
export const createRate = (limits: RateLimits, clock: Clock): (() => number) => {
  const minuteAt = minuteIn(limits.timeZone)
  const now = (): number => {
    const { windows, megabytesPerSecond } = limits
    return (windows.length === 0 ? undefined : rateAt(windows, minuteAt(clock.now()))) ?? megabytesPerSecond
  }
  return () => now() * megabyte
}
