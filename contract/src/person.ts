/** The people of the household, as the page and the command line show them. Never holds a token. */
import { z } from 'zod'
import { EPISODES_AHEAD } from './text/episodes-ahead.ts'

/** What was last heard of somebody's deck or list. */
const heardSchema = z.object({
  /** When the oldest part of what counts was said, epoch milliseconds; null when nothing ever was. */
  at: z.number().int().nullable(),
  /** Why it is not newer, a sentence part without a full stop; null when everything answered. */
  silence: z.string().nullable()
})

/** Somebody who watches. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['owner', 'home', 'managed', 'friend']),
  /** Whether their on deck and their watchlist count; a person's choice. */
  onDeck: z.boolean(),
  watchlist: z.boolean(),
  /** How many episodes after the one on their deck are wanted, a person's choice; null where NUMBER_EPISODES says it. */
  episodes: z.number().int().nullable(),
  /** How their on deck comes about, one sentence. */
  deckSentence: z.string(),
  /** How their watchlist comes about, or why it does not, one sentence. */
  watchlistSentence: z.string(),
  /** What counts of their on deck and their watchlist; null while neither was asked for since the program was started. */
  deckHeard: heardSchema.nullable(),
  watchlistHeard: heardSchema.nullable(),
  /** none: nobody is asked for one; wanted: there is one and it is not known; refused: the one that is kept is wrong; kept: it is. */
  pin: z.enum(['none', 'wanted', 'refused', 'kept']),
  /** What somebody can do so that more is known of them; null when nothing is missing. */
  wayOut: z.enum(['enter-pin', 'sign-in']).nullable(),
  /** When they last watched anything, epoch milliseconds; null when that is not known. */
  lastActiveAt: z.number().int().nullable(),
  /** Left out because they have watched nothing for REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS. */
  isIdle: z.boolean()
})
export type PersonStatus = z.infer<typeof personSchema>

/** What can be chosen for a person. Fields that are left out stay; a PIN of null forgets the one that is kept, episodes of null leave it to NUMBER_EPISODES again. */
export const personChoiceSchema = z.strictObject({
  onDeck: z.boolean().optional(),
  watchlist: z.boolean().optional(),
  episodes: z.number().int().min(EPISODES_AHEAD.min).max(EPISODES_AHEAD.max).nullable().optional(),
  pin: z
    .string()
    .regex(/^\d{4,8}$/u, 'must be four to eight digits')
    .nullable()
    .optional(),
  /** Forgets that they signed in themself, with all that was had through it. */
  signOut: z.literal(true).optional()
})
export type PersonChoice = z.infer<typeof personChoiceSchema>
