/** The whole library as a list: every film and episode that Plex lists, where it lies, who wants it, and whether somebody pinned it. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { becauseSchema } from '../reason.ts'
import { route } from '../route.ts'
import { pinKindSchema } from '../titles/pin.ts'
import { libraryKinds, libraryOrders, libraryStates } from './library-words.ts'
import { facetSchema, windowShape } from './window.ts'

const at = z.number().int()

/** A film or an episode. `key` is Plex's ratingKey, or a number of ours for what Plex does not list any more; never a path. */
export const libraryRowSchema = z.object({
  key: z.string(),
  /** Whose poster stands for it: its own, or that of its show. */
  posterKey: z.string(),
  kind: z.enum(libraryKinds),
  title: z.string(),
  year: z.number().int().nullable(),
  show: z.string().nullable(),
  showKey: z.string().nullable(),
  season: z.number().int().nullable(),
  episode: z.number().int().nullable(),
  sectionId: z.string(),
  section: z.string(),
  /** Of all its versions as Plex says; null when it does not. */
  sizeBytes: z.number().int().nullable(),
  state: z.enum(libraryStates),
  /** Who wants it, each once. */
  people: z.array(z.string()),
  /** The most telling reason of the last plan; null when nobody wants it and it is not on the pool. */
  because: becauseSchema.nullable(),
  rank: z.number().int().nullable(),
  /** What holds it: a pin of its own, of its season, show or version. */
  pins: z.array(z.object({ id: z.number().int(), kind: pinKindSchema })),
  /** Who plays it at this moment. */
  playedBy: z.array(z.string()),
  /** By the owner, as Plex says. */
  lastWatchedAt: at.nullable(),
  addedAt: at.nullable(),
  cachedSince: at.nullable(),
  /** Whether Plex lists it. */
  isListed: z.boolean()
})
export type LibraryRow = z.infer<typeof libraryRowSchema>

const yesOrNo = z.enum(['yes', 'no'])

/**
 * What of it is wanted. `text`: words of titles, a season, an episode or a year, as "why" takes them; `reason`: the code of the row's reason. `order`: title by
 * name; size, added, cached: largest or newest first; rank: as the last plan had it. Rows that have nothing to be ordered by come last either way.
 */
export const libraryQuerySchema = z.object({
  ...windowShape,
  state: z.enum(libraryStates).optional(),
  kind: z.enum(libraryKinds).optional(),
  section: z.string().max(100).optional(),
  person: z.string().max(300).optional(),
  reason: z.string().max(100).optional(),
  pinned: yesOrNo.optional(),
  order: z.enum(libraryOrders).default('title'),
  reversed: yesOrNo.default('no')
})
export type LibraryQuery = z.output<typeof libraryQuerySchema>

/** `total` and `bytes` are those of all rows that the filters leave; `of` tells one state of the list from the next. */
export const libraryPageSchema = z.object({
  rows: z.array(libraryRowSchema),
  total: z.number().int(),
  bytes: z.number().int(),
  of: z.number().int(),
  facets: z.object({
    state: facetSchema,
    kind: facetSchema,
    section: facetSchema,
    person: facetSchema,
    reason: facetSchema,
    pinned: facetSchema
  }),
  sections: z.array(z.object({ sectionId: z.string(), title: z.string() })),
  /** When the library was read; null while nothing is known of it. */
  readAt: at.nullable(),
  /** Names of sections that could not be read then. */
  unread: z.array(z.string()),
  /** Why Plex could not be asked, a sentence; null when it could. */
  trouble: z.string().nullable()
})
export type LibraryPage = z.infer<typeof libraryPageSchema>

export const libraryRoutes = {
  library: route({
    method: 'GET',
    path: paths.library,
    policy: 'read',
    summary:
      'Every title of the library, on the pool or not: some rows of it, filtered, searched and ordered, with counts. Touches no disk.',
    query: libraryQuerySchema,
    answer: libraryPageSchema
  })
} as const
