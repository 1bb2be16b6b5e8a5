/** The shapes of Trakt's answers, as its contract (github.com/trakt/trakt-api) says, and the titles in them. Only what is read. */
import { z } from 'zod'
import type { TraktTitle } from '#ports/trakt/trakt.ts'

const ids = z.object({
  slug: z.string().nullish(),
  imdb: z.string().nullish(),
  tmdb: z.number().nullish(),
  tvdb: z.number().nullish()
})

const titled = z.object({ title: z.string().nullish(), year: z.number().int().nullish(), ids })

type Titled = z.infer<typeof titled>

const guidsOf = ({ imdb, tmdb, tvdb }: Titled['ids']): readonly string[] => [
  ...(imdb ? [`imdb://${imdb}`] : []),
  ...(tmdb ? [`tmdb://${tmdb}`] : []),
  ...(tvdb ? [`tvdb://${tvdb}`] : [])
]

const titleOf = (type: TraktTitle['type'], { title, year, ids: known }: Titled): TraktTitle => ({
  type,
  title: title || known.slug || 'untitled',
  year: year ?? undefined,
  guids: guidsOf(known)
})

/** A row that is read: a title, with the moment when somebody put it on the list (epoch milliseconds) where that is told; `other` is nothing to watch. */
export type Row = { readonly title: TraktTitle; readonly listedAt: number | undefined } | 'other'

const movieRow = z.object({ movie: titled }).transform(
  ({ movie }): Row => ({
    title: titleOf('movie', movie),
    listedAt: undefined
  })
)
const showRow = z.object({ show: titled }).transform(
  ({ show }): Row => ({
    title: titleOf('show', show),
    listedAt: undefined
  })
)
const bareRow = (type: TraktTitle['type']) =>
  titled.transform((title): Row => ({ title: titleOf(type, title), listedAt: undefined }))

const listedAt = z
  .string()
  .nullish()
  .transform((text) => {
    const at = Date.parse(text ?? '')
    return Number.isNaN(at) ? undefined : at
  })

const itemRow = z.union([
  z.object({ type: z.literal('movie'), movie: titled, listed_at: listedAt }).transform(
    (row): Row => ({
      title: titleOf('movie', row.movie),
      listedAt: row.listed_at
    })
  ),
  z.object({ type: z.literal('show'), show: titled, listed_at: listedAt }).transform(
    (row): Row => ({
      title: titleOf('show', row.show),
      listedAt: row.listed_at
    })
  ),
  z.object({ type: z.enum(['season', 'episode', 'person']) }).transform((): Row => 'other')
])

/** Rows of the charts that tell how many people do something with a title. */
export const countedRows = { movie: z.array(movieRow), show: z.array(showRow) } as const
/** Rows of the popular ones: titles and nothing around them. */
export const bareRows = { movie: z.array(bareRow('movie')), show: z.array(bareRow('show')) } as const
/** Rows of lists and watchlists. */
export const itemRows = z.array(itemRow)

/** What reads the rows of one page. */
export type RowsSchema = z.ZodType<Row[]>

/** When parts of an account last changed. */
export const activitiesSchema = z.object({
  movies: z.object({ watchlisted_at: z.string().nullish() }).nullish(),
  shows: z.object({ watchlisted_at: z.string().nullish() }).nullish(),
  watchlist: z.object({ updated_at: z.string().nullish() }).nullish()
})

/** The account behind a token. */
export const settingsSchema = z.object({
  user: z.object({ username: z.string().min(1), name: z.string().nullish() })
})

/** The beginning of a sign-in; times in seconds. */
export const codeSchema = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_url: z.url({ protocol: /^https?$/ }),
  expires_in: z.number().positive(),
  interval: z.number().nonnegative()
})

/** What a sign-in gives; the life in seconds. */
export const tokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive()
})

/** Why something about a sign-in was refused, in the words of OAuth. */
export const errorSchema = z.object({ error: z.string() })
