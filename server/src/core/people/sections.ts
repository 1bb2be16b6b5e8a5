/** Which libraries somebody sees: told with their token, asked again once a day, and a library is only given up when it stays away for a day. */

/** The libraries of one person as they count. */
export interface SeenSections {
  /** Keys of libraries; all: every one, also those that are added. */
  readonly keys: 'all' | readonly string[]
  /** When that was told, epoch milliseconds. */
  readonly toldAt: number
  /** Those of the keys that the last answer did not name, and since when, epoch milliseconds. */
  readonly missing: Readonly<Record<string, number>>
}

const dayMs = 24 * 3_600_000

/** Whether it is time to ask again; what was told in the future was told while the clock was wrong. */
export const isDue = ({ toldAt }: SeenSections, now: number): boolean => toldAt > now || now - toldAt >= dayMs

/** As told for the first time. */
export const firstTold = (keys: SeenSections['keys'], now: number): SeenSections => ({ keys, toldAt: now, missing: {} })

/**
 * After another answer. A library that it names for the first time counts at once. One that it no longer names goes on to be asked for a day, for an answer
 * with a gap in it looks like a share that was taken back; what that library's deck said stands meanwhile.
 */
export const toldAgain = (before: SeenSections, told: readonly string[], now: number): SeenSections => {
  const known = before.keys === 'all' ? told : before.keys
  const missing = known
    .filter((key) => !told.includes(key))
    .map((key): readonly [string, number] => [key, Math.min(before.missing[key] ?? now, now)])
    .filter(([, since]) => now - since < dayMs)
  return { keys: [...told, ...missing.map(([key]) => key)], toldAt: now, missing: Object.fromEntries(missing) }
}
