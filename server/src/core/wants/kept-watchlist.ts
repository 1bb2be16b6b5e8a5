/** A watchlist as it is kept between two readings: what stands on it, and what left it a moment ago. */

/** A title that somebody saved. */
export interface KeptTitle {
  readonly guid: string
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
  /** When it was found to have left the list, epoch milliseconds; undefined: it stands on it. */
  readonly goneAt: number | undefined
}

/** A list. A private one is empty and says so. */
export interface KeptWatchlist {
  /** Newest first, then what left. */
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
  return { guid, type, title, year: numberOr(raw.year), goneAt: numberOr(raw.goneAt) }
}

/** Reads what was kept as JSON; undefined when any of it cannot be read. */
export const readKeptWatchlist = (kept: unknown): KeptWatchlist | undefined => {
  if (!isRaw(kept) || !Array.isArray(kept.titles)) return undefined
  const titles = kept.titles.map(readTitle)
  if (!titles.every((title) => title !== undefined)) return undefined
  const validator = typeof kept.validator === 'string' ? kept.validator : undefined
  return { titles, isPrivate: kept.isPrivate === true, validator }
}

/** When it is now, and how long a title that left counts on (WATCHLIST_CACHE_EXPIRY, milliseconds). */
export interface Grace {
  readonly now: number
  readonly graceMs: number
}

const stillCounts = ({ goneAt }: KeptTitle, { now, graceMs }: Grace): boolean =>
  goneAt === undefined || now - goneAt < graceMs

/** What stands on the list now, followed by what left it and still counts. */
export const mergeTitles = (
  listed: readonly Omit<KeptTitle, 'goneAt'>[],
  before: readonly KeptTitle[],
  grace: Grace
): readonly KeptTitle[] => {
  const there = new Set(listed.map(({ guid }) => guid))
  const left = before
    .filter(({ guid }) => !there.has(guid))
    .map((title) => ({ ...title, goneAt: title.goneAt ?? grace.now }))
  return [
    ...listed.map((title) => ({ ...title, goneAt: undefined })),
    ...left.filter((title) => stillCounts(title, grace))
  ]
}

/** What still counts of a list that did not change. */
export const outlive = (titles: readonly KeptTitle[], grace: Grace): readonly KeptTitle[] =>
  titles.filter((title) => stillCounts(title, grace))
