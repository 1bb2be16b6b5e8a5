/** The only room that asks the system for the time. */
import type { Clock } from '#ports/clock.ts'

const isKnown = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
    return true
  } catch {
    // A RangeError is how the runtime says that it does not know the zone.
    return false
  }
}

/**
 * IANA name of this machine's time zone, always one in which moments can be written. UTC when TZ names none: an empty TZ
 * makes the runtime report `Etc/Unknown`, which it then refuses itself, and a made-up one makes it report nothing.
 */
export const systemTimeZone = (): string => {
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone !== undefined && isKnown(zone) ? zone : 'UTC'
}

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms)
    timer.unref()
    return { cancel: () => clearTimeout(timer) }
  }
}
