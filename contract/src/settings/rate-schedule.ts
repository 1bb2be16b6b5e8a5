/** Speed limits by time of day: "08:00-23:00=20" is 20 MB/s from eight in the morning until eleven at night. */

/** A part of the day with its limit. Minutes count from midnight; one that ends before it begins goes on over midnight. */
export interface RateWindow {
  readonly fromMinute: number
  readonly toMinute: number
  /** MB/s; 0: no limit. */
  readonly megabytesPerSecond: number
}

const WINDOW = /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*(?:([01]?\d|2[0-3]):([0-5]\d)|24:00)\s*=\s*(\d+(?:\.\d+)?)$/

const dayMinutes = 24 * 60

/** Reads one window; undefined when it is none, or when it ends where it begins. */
export function rateWindowOf(text: string): RateWindow | undefined {
  const found = WINDOW.exec(text.trim())
  if (found === null) return undefined
  const [, fromHour, fromMinutes, toHour, toMinutes, rate] = found
  const fromMinute = Number(fromHour) * 60 + Number(fromMinutes)
  const toMinute = toHour === undefined ? dayMinutes : Number(toHour) * 60 + Number(toMinutes)
  return fromMinute === toMinute ? undefined : { fromMinute, toMinute, megabytesPerSecond: Number(rate) }
}

const holds = ({ fromMinute, toMinute }: RateWindow, minute: number): boolean =>
  fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute

/** The limit at a minute of the day, MB/s, by the first window that holds it; undefined when none does. */
export function rateAt(windows: readonly RateWindow[], minute: number): number | undefined {
  return windows.find((window) => holds(window, minute))?.megabytesPerSecond
}
