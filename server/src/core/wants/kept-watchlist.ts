/** A watchlist as it is kept between two readings. */

/** A title that somebody saved. */
export interface KeptTitle {
  readonly guid: string
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
}

/** A list. A private one is empty and says so. */
export interface KeptWatchlist {
  /** Newest first. */
  readonly titles: readonly KeptTitle[]
  readonly isPrivate: boolean
  /** What the service wants back with the next question. */
  readonly validator: string | undefined
}

type Field = 'guid' | 'type' | 'title' | 'year' | 'goneAt' | 'titles' | 'validator' | 'isPrivate'
type Raw = { readonly [field in Field]?: unknown }

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const readTitle = (raw: unknown): KeptTitle | undefined => {
  if (!isRaw(raw) || typeof raw.guid !== 'string' || typeof raw.title !== 'string') return undefined
  if (raw.type !== 'movie' && raw.type !== 'show') return undefined
  const { guid, type, title } = raw
  return { guid, type, title, year: numberOr(raw.year) }
}

/** Reads what was kept as JSON; undefined when any of it cannot be read. */
export const readKeptWatchlist = (kept: unknown): KeptWatchlist | undefined => {
  if (!isRaw(kept) || !Array.isArray(kept.titles)) return undefined
  const titles = kept.titles.map(readTitle)
  if (!titles.every((title) => title !== undefined)) return undefined
  const validator = typeof kept.validator === 'string' ? kept.validator : undefined
  return { titles, isPrivate: kept.isPrivate === true, validator }
}
