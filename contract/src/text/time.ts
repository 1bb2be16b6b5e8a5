/** How a moment is written for people: in the server's own time zone, the same in log, page and command line. */

/** Making a formatter costs about fifty times as much as using it, and a plan words thousands of moments. */
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  formatters.set(timeZone, made)
  return made
}

/**
 * Words an instant as `2026-11-22 18:04`. Throws a RangeError for a zone that the runtime does not know.
 *
 * @param at epoch milliseconds
 * @param timeZone IANA name of the zone to show
 */
export const formatTime = (at: number, timeZone: string): string => formatterFor(timeZone).format(at)
