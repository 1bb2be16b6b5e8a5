/** Finds titles of the library by words in any order. Never guesses: several that fit are all returned. */
import type { LibraryIndex, TitleRow } from '#core/model/library.ts'
import { foldedWords } from './fold.ts'
import { readQuery, type TitleQuery } from './query.ts'

/** A title that fits. `isWhole`: its name is what was asked for, and nothing more. */
export type TitleMatch = { readonly isWhole: boolean; readonly sectionId: string } & (
  | { readonly kind: 'item'; readonly ratingKey: string }
  | { readonly kind: 'season'; readonly showKey: string; readonly season: number }
  | { readonly kind: 'show'; readonly showKey: string }
)

type Fits = (asked: string, words: ReadonlySet<string>) => boolean

const exactly: Fits = (asked, words) => words.has(asked)
const asBeginning: Fits = (asked, words) => words.has(asked) || [...words].some((word) => word.startsWith(asked))

interface ShowWords {
  readonly words: ReadonlySet<string>
  readonly text: string
}

/** One search, on its way through the library. */
interface Search {
  readonly query: TitleQuery
  readonly fits: Fits
  readonly shows: Map<string, ShowWords>
  readonly found: Map<string, TitleMatch>
}

const isYear = (word: string, { year }: TitleRow): boolean => year !== undefined && word === String(year)

const isAll = (asked: readonly string[], row: TitleRow, { words, fits }: { words: ReadonlySet<string>; fits: Fits }) =>
  asked.every((word) => fits(word, words) || isYear(word, row))

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

const noteItem = (search: Search, row: TitleRow, isWhole: boolean): void => {
  const { ratingKey, sectionId } = row
  search.found.set(`item ${ratingKey}`, { kind: 'item', ratingKey, sectionId, isWhole })
}

const seekMovie = (search: Search, row: TitleRow): void => {
  const { query, fits } = search
  if (query.season !== undefined) return
  const list = foldedWords(row.title)
  if (isAll(query.words, row, { words: new Set(list), fits })) {
    noteItem(search, row, withoutYear(query.words, row, list.join(' ')))
  }
}

/** A show or a season fits by the show's name alone; each is noted once, however many episodes it has. */
const noteShow = ({ query, found }: Search, row: TitleRow, isWhole: boolean): void => {
  const { showKey = '', sectionId } = row
  const { season } = query
  if (season === undefined) found.set(`show ${showKey}`, { kind: 'show', showKey, sectionId, isWhole })
  else found.set(`season ${showKey}`, { kind: 'season', showKey, season, sectionId, isWhole })
}

const isNumber = ({ season, episode }: TitleQuery, row: TitleRow): boolean =>
  (season === undefined || row.season === season) && (episode === undefined || row.episode === episode)

const seekEpisode = (search: Search, row: TitleRow): void => {
  const { query, fits } = search
  if (row.showKey === undefined || !isNumber(query, row)) return
  const show = showWords(search, row)
  if (isAll(query.words, row, { words: show.words, fits })) {
    const isWhole = withoutYear(query.words, row, show.text)
    if (query.episode === undefined) noteShow(search, row, isWhole)
    else noteItem(search, row, isWhole)
    return
  }
  const own = foldedWords(row.title)
  if (isAll(query.words, row, { words: new Set([...show.words, ...own]), fits })) {
    const text = query.words.join(' ')
    noteItem(search, row, text === own.join(' ') || text === `${show.text} ${own.join(' ')}`)
  }
}

const search = (library: LibraryIndex, query: TitleQuery, fits: Fits): readonly TitleMatch[] => {
  const state: Search = { query, fits, shows: new Map(), found: new Map() }
  for (const row of library.titles()) {
    if (row.type === 'movie') seekMovie(state, row)
    else seekEpisode(state, row)
  }
  return [...state.found.values()]
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
 * alone). Words that begin a name count only when no whole word does.
 */
export const findTitles = (text: string, library: LibraryIndex): readonly TitleMatch[] => {
  const byKey = byRatingKey(text.trim(), library)
  if (/^\s*key:/iu.test(text)) return byKey
  const readings = readQuery(text)
  for (const fits of [exactly, asBeginning]) {
    const found = [...byKey, ...readings.flatMap((query) => search(library, query, fits))]
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
