/** A list of Trakt as it is kept between two readings. */
import type { TraktTitle, TraktValidator } from '#ports/trakt/trakt.ts'

/** The titles in their order, and what Trakt wants back with the next question. */
export interface KeptList {
  readonly titles: readonly TraktTitle[]
  readonly validator: TraktValidator | undefined
}

type Field = 'titles' | 'validator' | 'type' | 'title' | 'year' | 'guids'
type Raw = { readonly [field in Field]?: unknown }

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

const readTitle = (raw: unknown): TraktTitle | undefined => {
  if (!isRaw(raw) || typeof raw.title !== 'string' || !Array.isArray(raw.guids)) return undefined
  const { type, title, guids } = raw
  if ((type !== 'movie' && type !== 'show') || !guids.every((guid) => typeof guid === 'string')) return undefined
  return { type, title, year: typeof raw.year === 'number' ? raw.year : undefined, guids }
}

/** Reads what was kept as JSON; undefined when any of it cannot be read. */
export const readKeptList = (kept: unknown): KeptList | undefined => {
  if (!isRaw(kept) || !Array.isArray(kept.titles)) return undefined
  const titles = kept.titles.map(readTitle)
  if (!titles.every((title) => title !== undefined)) return undefined
  return { titles, validator: typeof kept.validator === 'string' ? kept.validator : undefined }
}

/** By which two readings agree that a title is the same. */
export const keyOf = ({ type, title, year, guids }: TraktTitle): string =>
  [type, ...(guids.length === 0 ? [title, year ?? ''] : guids)].join(' ')

/** What came and what went between two readings. */
export interface Change {
  readonly came: readonly TraktTitle[]
  readonly went: readonly TraktTitle[]
}

const without = (titles: readonly TraktTitle[], others: readonly TraktTitle[]): readonly TraktTitle[] => {
  const known = new Set(others.map(keyOf))
  return titles.filter((title) => !known.has(keyOf(title)))
}

/** Undefined when the same titles stand on it, in whatever order. */
export const changeOf = (before: readonly TraktTitle[], now: readonly TraktTitle[]): Change | undefined => {
  const change = { came: without(now, before), went: without(before, now) }
  return change.came.length + change.went.length === 0 ? undefined : change
}

const mostNamed = 5

const named = (titles: readonly TraktTitle[]): string => {
  const names = titles.slice(0, mostNamed).map(({ title, year }) => (year === undefined ? title : `${title} (${year})`))
  const more = titles.length - names.length
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`
}

/** One sentence for the log: what is new on a list and what stands on it no longer. */
export const changeSentence = (source: string, { came, went }: Change): string => {
  const parts = [
    ...(came.length === 0 ? [] : [`new is ${named(came)}`]),
    ...(went.length === 0 ? [] : [`no longer there is ${named(went)}`])
  ]
  const capital = source.charAt(0).toUpperCase() + source.slice(1)
  return `${capital}: ${parts.join('; ')}.`
}
