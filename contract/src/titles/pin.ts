/** Pins: a person's order that a title is brought to the pool and stays there. */
import { z } from 'zod'

/** version: one version of a movie or an episode, told by its file. */
export const pinKindSchema = z.enum(['movie', 'episode', 'season', 'show', 'version'])
export type PinKind = z.infer<typeof pinKindSchema>

/**
 * A pin with what it holds in the library as last read. found: all is well; replaced: the pinned version is not there any more and the whole title is held;
 * gone: Plex does not list it any more; unknown: nobody can say yet, as before the first run.
 */
export const pinSchema = z.object({
  id: z.number().int(),
  kind: pinKindSchema,
  /** Plex's key of the movie or episode; for a season and a show that of the show. */
  ratingKey: z.string(),
  season: z.number().int().nullable(),
  /** The version's first file, as Plex calls it. */
  file: z.string().nullable(),
  title: z.string(),
  by: z.string(),
  at: z.number().int(),
  /** When it ends by itself; absent where it holds until somebody takes it away. */
  untilAt: z.number().int().optional(),
  state: z.enum(['found', 'replaced', 'gone', 'unknown']),
  /** What it holds or why not, one sentence. */
  sentence: z.string(),
  /** How many movies or episodes it holds, and their bytes as Plex says. */
  titles: z.number().int(),
  sizeBytes: z.number().int(),
  /** How many of them lie on the pool because of us. */
  cached: z.number().int()
})
export type Pin = z.infer<typeof pinSchema>

/** What to pin: a title as a person writes it (words, S02E03, a path), or by Plex's key. */
export const pinOrderSchema = z
  .object({
    title: z.string().min(1).max(2000).optional(),
    ratingKey: z.string().min(1).max(100).optional(),
    /** With the ratingKey of a show: this season alone. */
    season: z.number().int().min(0).optional(),
    /** One version alone: a file of it, as Plex calls it. */
    file: z.string().min(1).max(4096).optional(),
    /** Who says so, as shown to people. */
    by: z.string().trim().min(1).max(100).optional()
  })
  .refine(({ title, ratingKey }) => (title === undefined) !== (ratingKey === undefined), {
    message: 'either a title or a ratingKey'
  })
export type PinOrder = z.infer<typeof pinOrderSchema>

/** One of several titles that fit what was asked for. `ask`: words that mean this one alone. */
export const titleChoiceSchema = z.object({
  title: z.string(),
  section: z.string(),
  ask: z.string()
})
export type TitleChoice = z.infer<typeof titleChoiceSchema>

/** What became of an order. `warning`: what the owner should know although it was taken. */
export const pinAnswerSchema = z.object({
  accepted: z.boolean(),
  sentence: z.string(),
  warning: z.string().nullable(),
  pin: pinSchema.nullable(),
  /** The titles that fit, when it was not clear which is meant, and the nearest names when none does. */
  choices: z.array(titleChoiceSchema)
})
export type PinAnswer = z.infer<typeof pinAnswerSchema>
