/** Finds the title that a person means: by words, by key, or by a path of Plex, of the share or of the pool. */
import type { TitleChoice } from '@pcu/contract'
import { fullTitle, type LibraryIndex } from '#core/model/library.ts'
import { type PlexPath, plexPath, sharePath } from '#core/model/place.ts'
import { pinTitle } from '#core/pins/wants.ts'
import { isBelow, type PathMap, under } from '#core/resolve/path-map.ts'
import { sourceOfPool } from '#core/resolve/source-folders.ts'
import { findTitles, type TitleMatch, theOne } from '#core/titles/find.ts'
import { nearestTitles } from '#core/titles/nearest.ts'

/** The roots that a path may lie below, and the translator. */
export interface Roads {
  readonly shareRoot: string
  readonly poolRoot: string
  readonly pathMap: Pick<PathMap, 'plexOf'>
}

/** The one that is meant, or what to choose from. `file`: the path that was asked for, as Plex calls it. `others`: more that fit less well. */
export type Answer =
  | { readonly kind: 'one'; readonly match: TitleMatch; readonly file: PlexPath | undefined; readonly others: number }
  /** `count`: how many fit; the first of them are the choices. */
  | { readonly kind: 'several'; readonly count: number; readonly choices: readonly TitleChoice[] }
  | { readonly kind: 'none'; readonly choices: readonly TitleChoice[] }

const itemsOf = (match: TitleMatch, library: LibraryIndex) => {
  if (match.kind === 'item') return [library.item(match.ratingKey)].filter((item) => item !== undefined)
  const episodes = library.episodesOf(match.showKey)
  return match.kind === 'show' ? episodes : episodes.filter(({ season }) => season === match.season)
}

/** What a match is called. */
export const titleOf = (match: TitleMatch, library: LibraryIndex): string => {
  const items = itemsOf(match, library)
  if (match.kind !== 'item') return pinTitle(match.kind, items, match.kind === 'season' ? match.season : undefined)
  return items[0] === undefined ? match.ratingKey : fullTitle(items[0])
}

const askOf = (match: TitleMatch): string => {
  if (match.kind === 'item') return `key:${match.ratingKey}`
  return match.kind === 'show'
    ? `key:${match.showKey}`
    : `key:${match.showKey} S${String(match.season).padStart(2, '0')}`
}

const choiceOf = (match: TitleMatch, library: LibraryIndex): TitleChoice => ({
  title: titleOf(match, library),
  section: library.sections.find(({ sectionId }) => sectionId === match.sectionId)?.title ?? '',
  ask: askOf(match)
})

const isPath = (text: string): boolean => /^(?:\/|[a-z]:[\\/]|\\\\)/iu.test(text)

/** The names that Plex may have for a path of any of the roots. */
const plexNames = (text: string, { shareRoot, poolRoot, pathMap }: Roads): readonly PlexPath[] => {
  const own = sourceOfPool(text) ?? { source: shareRoot, poolRoot }
  const inPool = isBelow(text, own.poolRoot) ? [sharePath(under(own.source, text.slice(own.poolRoot.length + 1)))] : []
  return [plexPath(text), ...[sharePath(text), ...inPool].flatMap(pathMap.plexOf)]
}

const byPath = (text: string, library: LibraryIndex, roads: Roads): Answer | undefined => {
  const found = plexNames(text, roads).flatMap((file) => library.itemsAt(file).map((item) => ({ item, file })))
  const [first] = found
  if (first === undefined) return undefined
  const { item, file } = first
  const match = { kind: 'item', ratingKey: item.ratingKey, sectionId: item.sectionId, isWhole: true } as const
  return { kind: 'one', match, file, others: 0 }
}

const nearest = (text: string, library: LibraryIndex): Answer => ({
  kind: 'none',
  choices: nearestTitles(text, library).map((title) => ({ title, section: '', ask: title }))
})

const byTitle = (a: TitleChoice, b: TitleChoice): number =>
  a.title.localeCompare(b.title, 'en', { numeric: true }) || a.ask.localeCompare(b.ask, 'en', { numeric: true })

/** More than anybody reads; whole names first. */
const mostChoices = 30

const choicesOf = (matches: readonly TitleMatch[], library: LibraryIndex): readonly TitleChoice[] => {
  const told = (of: readonly TitleMatch[]) => of.map((each) => choiceOf(each, library)).toSorted(byTitle)
  const [whole, others] = [matches.filter(({ isWhole }) => isWhole), matches.filter(({ isWhole }) => !isWhole)]
  return [...told(whole), ...told(others)].slice(0, mostChoices)
}

/** The sentence for several that fit. */
export const severalFit = (text: string, { count, choices }: Extract<Answer, { kind: 'several' }>): string => {
  const listed = count === choices.length ? '' : ` The first ${choices.length} are listed; add a word or a year.`
  return `${count} titles fit "${text}"; say which one.${listed}`
}

/** The sentence for none that fits. */
export const noneFits = (text: string, { choices }: Extract<Answer, { kind: 'none' }>): string => {
  const nearest = choices.length === 0 ? ' Names are looked for as Plex shows them.' : ' These names come nearest.'
  return `Nothing in the library is called "${text}".${nearest}`
}

/** Looks it up. Several that fit are returned, never guessed between; when none does, the names that come nearest. */
export const lookUp = (text: string, library: LibraryIndex, roads: Roads): Answer => {
  const asked = text.trim()
  const atPath = isPath(asked) ? byPath(asked, library, roads) : undefined
  if (atPath !== undefined) return atPath
  const matches = findTitles(asked, library)
  const match = theOne(matches)
  if (match !== undefined) return { kind: 'one', match, file: undefined, others: matches.length - 1 }
  if (matches.length === 0) return nearest(asked, library)
  return { kind: 'several', count: matches.length, choices: choicesOf(matches, library) }
}
