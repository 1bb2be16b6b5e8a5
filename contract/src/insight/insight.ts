/** What the cache brought, as the page tells it: plays by where they came from, misses by reason, the use of the pool over time, and what is known of disks. */
import { z } from 'zod'

/**
 * Where a file lay when its play began. pool: on the pool; array: in a library here and not on the pool, as far as we know; elsewhere: in no library here;
 * unknown: nobody could say.
 */
export const startTierSchema = z.enum(['pool', 'array', 'elsewhere', 'unknown'])
/** Where a file lay when its play began. */
export type StartTier = z.infer<typeof startTierSchema>

/**
 * Why a play did not come from the pool, first match wins. too-late: it was to be brought and had not come; no-room: wanted, and nothing fitted; held-back:
 * wanted, and a rule, an error or the test mode kept it; evicted: it had been there and went home in the last 30 days; person-excluded: nothing is brought for
 * whoever played it; unknown: nothing had been planned before; never-predicted: nobody was expected to play it.
 */
export const missReasonSchema = z.enum([
  'never-predicted',
  'evicted',
  'too-late',
  'no-room',
  'person-excluded',
  'held-back',
  'unknown'
])
/** Why a play did not come from the pool. */
export type MissReason = z.infer<typeof missReasonSchema>

/**
 * What a disk does. flash: it has no platter that could stand still; quiet: nothing was read or written for a while, and whether it stands still cannot be
 * known on this host; unknown: this host says nothing of it.
 */
export const diskStateSchema = z.enum(['awake', 'asleep', 'quiet', 'flash', 'unknown'])
/** What a disk does. */
export type DiskState = z.infer<typeof diskStateSchema>
