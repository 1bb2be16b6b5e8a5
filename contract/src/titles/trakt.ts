/** Trakt as the page and the command line show it: its lists, how old they are and what of them is here, and who signed in. Never holds a token. */
import { z } from 'zod'

/** A title of a list. */
export const traktTitleSchema = z.object({
  /** Its place on the list, from 1. */
  position: z.number().int(),
  type: z.enum(['movie', 'show']),
  title: z.string(),
  year: z.number().int().nullable(),
  /** How it was recognised in the library: by an id, by title and year only, not at all; unknown until a run has looked. */
  match: z.enum(['id', 'title', 'none', 'unknown'])
})
export type TraktTitleStatus = z.infer<typeof traktTitleSchema>

/** A list that is followed. */
export const traktListSchema = z.object({
  /** As sentences call it. */
  name: z.string(),
  kind: z.enum(['chart', 'list', 'own']),
  /** Titles on it; null while none were ever read. */
  count: z.number().int().nullable(),
  /** Those that the library holds; null until a run has looked. */
  inLibrary: z.number().int().nullable(),
  /** When it was read, and when it is read next, epoch milliseconds. */
  readAt: z.number().int().nullable(),
  nextAt: z.number().int().nullable(),
  /** Why the last question was in vain, a sentence part; null when it was not. */
  trouble: z.string().nullable(),
  titles: z.array(traktTitleSchema)
})
export type TraktListStatus = z.infer<typeof traktListSchema>

/** Somebody who signed in to Trakt. */
export const traktPersonSchema = z.object({
  personId: z.string(),
  name: z.string(),
  account: z.string().nullable(),
  since: z.number().int(),
  /** Trakt takes the sign-in no longer. */
  isLost: z.boolean()
})
export type TraktPersonStatus = z.infer<typeof traktPersonSchema>

/** All of it. */
export const traktSchema = z.object({
  enabled: z.boolean(),
  /** Whether Trakt is asked, and if not, why. */
  sentence: z.string(),
  /** Why nobody can sign in; null when they can. */
  noSignIn: z.string().nullable(),
  people: z.array(traktPersonSchema),
  lists: z.array(traktListSchema),
  /** Sent to Trakt since the program was started. */
  requests: z.number().int()
})
export type TraktStatus = z.infer<typeof traktSchema>

/** How far a sign-in has come, for whoever began it. */
export const traktSignInSchema = z.discriminatedUnion('step', [
  z.object({
    id: z.string(),
    step: z.literal('waiting'),
    sentence: z.string(),
    /** To be typed at `page` on any device. */
    userCode: z.string(),
    page: z.string(),
    /** Epoch milliseconds. */
    expiresAt: z.number().int(),
    /** What stands in the way for the moment; it is tried again by itself. */
    trouble: z.string().nullable()
  }),
  z.object({ id: z.string(), step: z.enum(['ended', 'done']), sentence: z.string() })
])
export type TraktSignIn = z.infer<typeof traktSignInSchema>
