/** How long a service asks to be left alone. */
import { type Headers, headerOf } from './body.ts'

/** Milliseconds from `now` (epoch milliseconds) on, by seconds or by date; undefined when it does not say. */
export const retryAfterOf = (headers: Headers, now: number): number | undefined => {
  const named = headerOf(headers, 'retry-after')?.trim()
  if (named === undefined || named === '') return undefined
  const seconds = Number(named)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(named)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
