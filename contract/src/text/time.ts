/** How a moment is written for people: in the server's own time zone, the same in log, page and command line. */

/**
 * Words an instant as `2026-11-22 18:04`.
 *
 * @param at epoch milliseconds
 * @param timeZone IANA name of the zone to show; UTC when it is not known to the runtime
 */
export const formatTime = (at: number, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short'
  })
  return parts.format(at)
}
