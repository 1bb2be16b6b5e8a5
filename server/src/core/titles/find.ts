/** Finds titles of the library by words in any order. Never guesses: several that fit are all returned. */
import type { LibraryIndex, TitleRow } from '#core/model/library.ts'
import { foldedWords } from './fold.ts'
import { readQuery, type TitleQuery } from './query.ts'
import { type Tier, tierOf, tiers } from './tier.ts'

/** A title that fits. `isWhole`: its name is what was asked for, and nothing more. */
export type TitleMatch = { readonly isWhole: boolean; readonly sectionId: string } & (
  | { readonly kind: 'item'; readonly ratingKey: string }
  | { readonly kind: 'season'; readonly showKey: string; readonly season: number }
  | { readonly kind: 'show'; readonly showKey: string }
)

interface ShowWords {
  readonly words: ReadonlySet<string>
  readonly text: string
}

/** One search, on its way through the library. */
interface Search {
  readonly query: TitleQuery
  readonly shows: Map<string, ShowWords>
  readonly found: Readonly<Record<Tier, Map<string, TitleMatch>>>
}

const isYear = (word: string, { year }: TitleRow): boolean => year !== undefined && word === String(year)

/** The tier of the word that fits least; undefined when one does not fit at all. */
const tierOfAll = (asked: readonly string[], row: TitleRow, words: ReadonlySet<string>): Tier | undefined => {
  let all: Tier = 0
  for (const word of asked) {
    const tier = isYear(word, row) ? 0 : tierOf(word, words)
    if (tier === undefined) return undefined
    if (tier > all) all = tier
  }
  return all
}

const withoutYear = (asked: readonly string[], row: TitleRow, text: string): boolean =>
  asked.join(' ') === text || asked.filter((word) => !isYear(word, row)).join(' ') === text

const showWords = ({ shows }: Search, { showKey = '', showTitle = '' }: TitleRow): ShowWords => {
  const known = shows.get(showKey)
  if (known !== undefined) return known
  const list = foldedWords(showTitle)
  const made = { words: new Set(list), text: list.join(' ') }
  shows.set(showKey, made)
  return made
}

/** A row that fits, and how well. */
interface Fit {
  readonly row: TitleRow
  readonly tier: Tier
  readonly isWhole: boolean
}

const noteItem = ({ found }: Search, { row: { ratingKey, sectionId }, tier, isWhole }: Fit): void => {
  found[tier].set(`item ${ratingKey}`, { kind: 'item', ratingKey, sectionId, isWhole })
}

const seekMovie = (search: Search, row: TitleRow): void => {
  const { query } = search
  if (query.season !== undefined) return
  const list = foldedWords(row.title)
  const tier = tierOfAll(query.words, row, new Set(list))
  if (tier !== undefined) noteItem(search, { row, tier, isWhole: withoutYear(query.words, row, list.join(' ')) })
}

/** A show or a season fits by the show's name alone; each is noted once, however many episodes it has. */
const noteShow = ({ query, found }: Search, { row, tier, isWhole }: Fit): void => {
  const { showKey = '', sectionId } = row
  const { season } = query
  if (season === undefined) found[tier].set(`show ${showKey}`, { kind: 'show', showKey, sectionId, isWhole })
  else found[tier].set(`season ${showKey}`, { kind: 'season', showKey, season, sectionId, isWhole })
}

const isNumber = ({ season, episode }: TitleQuery, row: TitleRow): boolean =>
  (season === undefined || row.season === season) && (episode === undefined || row.episode === episode)

/** By its own name, with or without that of its show. */
const nameFit = ({ query: { words } }: Search, row: TitleRow, show: ShowWords): Fit | undefined => {
  const own = foldedWords(row.title)
  const tier = tierOfAll(words, row, new Set([...show.words, ...own]))
  if (tier === undefined) return undefined
  const text = words.join(' ')
  return { row, tier, isWhole: text === own.join(' ') || text === `${show.text} ${own.join(' ')}` }
}

const seekEpisode = (search: Search, row: TitleRow): void => {
  const { query } = search
  if (row.showKey === undefined || !isNumber(query, row)) return
  const show = showWords(search, row)
  const tier = tierOfAll(query.words, row, show.words)
  if (tier !== undefined) {
    const fit = { row, tier, isWhole: withoutYear(query.words, row, show.text) }
    if (query.episode === undefined) noteShow(search, fit)
    else noteItem(search, fit)
  }
  if (tier === 0) return
  const fit = nameFit(search, row, show)
  if (fit !== undefined && (tier === undefined || fit.tier < tier)) noteItem(search, fit)
}

const search = (library: LibraryIndex, query: TitleQuery): Search['found'] => {
  const state: Search = { query, shows: new Map(), found: { 0: new Map(), 1: new Map(), 2: new Map() } }
  for (const row of library.titles()) {
    if (row.type === 'movie') seekMovie(state, row)
    else seekEpisode(state, row)
  }
  return state.found
}

const keyOf = (match: TitleMatch): string =>
  match.kind === 'item' ? match.ratingKey : `${match.kind} ${match.showKey}`

const byRatingKey = (text: string, library: LibraryIndex): readonly TitleMatch[] => {
  const match = /^(?:key:(\S+?)(?:\s+s(\d{1,4}))?|(\d+))$/iu.exec(text)
  const key = match?.[1] ?? match?.[3]
  if (key === undefined) return []
  const item = library.item(key)
  if (item !== undefined) return [{ kind: 'item', ratingKey: key, sectionId: item.sectionId, isWhole: true }]
  const season = match?.[2] === undefined ? undefined : Number(match[2])
  const episodes = library.episodesOf(key).filter((episode) => season === undefined || episode.season === season)
  const sectionId = episodes[0]?.sectionId
  if (sectionId === undefined) return []
  const show = { showKey: key, sectionId, isWhole: true }
  return [season === undefined ? { kind: 'show', ...show } : { kind: 'season', season, ...show }]
}

/**
 * Every title that fits `text`: words in any order with accents and case folded, `S02E03` or `2x03`, a year, a ratingKey (`4711`, or `key:4711` for that
 * alone). Words that begin one of a name count only when no whole word does, and words within one only when none begins one.
 */
export const findTitles = (text: string, library: LibraryIndex): readonly TitleMatch[] => {
  const byKey = byRatingKey(text.trim(), library)
  if (/^\s*key:/iu.test(text)) return byKey
  const searched = readQuery(text).map((query) => search(library, query))
  for (const tier of tiers) {
    const found = [...byKey, ...searched.flatMap((each) => [...each[tier].values()])]
    if (found.length > 0)
      return [...new Map(found.toReversed().map((match) => [keyOf(match), match])).values()].reverse()
  }
  return []
}

/** The one that is meant, when the name of exactly one is what was asked for or only one fits; otherwise undefined. */
export const theOne = (matches: readonly TitleMatch[]): TitleMatch | undefined => {
  const whole = matches.filter(({ isWhole }) => isWhole)
  if (whole.length > 0) return whole.length === 1 ? whole[0] : undefined
  return matches.length === 1 ? matches[0] : undefined
}
