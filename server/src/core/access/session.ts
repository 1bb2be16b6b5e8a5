/** How long a browser stays in. */

/** A session as it is kept; times are epoch milliseconds. */
export interface KeptSession {
  readonly id: number
  readonly browser: string
  readonly address: string
  readonly startedAt: number
  readonly seenAt: number
  /** At the latest. */
  readonly endsAt: number
}

const hourMs = 3_600_000

/** From the log-in to the end, milliseconds; remembered ones also end when they are not used for a week. */
export const lifeMs = (remember: boolean): number => (remember ? 30 * 24 * hourMs : 12 * hourMs)
const idleMs = 7 * 24 * hourMs

/** A clock that was set back ends a session rather than making it longer. */
export const isAlive = ({ startedAt, seenAt, endsAt }: Omit<KeptSession, 'id' | 'browser' | 'address'>, now: number) =>
  now < endsAt && now - seenAt < idleMs && now >= startedAt - hourMs
