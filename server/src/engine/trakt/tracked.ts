/** Which of Trakt's lists count, by the settings and by who signed in. */
import { type Settings, traktListOf, traktListText } from '@pcu/contract'
import type { TraktWish } from '#core/wants/trakt.ts'
import type { TraktChart, TraktList } from '#ports/trakt/trakt.ts'

/** A list that is followed. */
export interface Tracked {
  /** Lasting: what was kept of it is found by it. */
  readonly id: string
  /** In sentences, as in "Trakt's trending movies did not answer". */
  readonly source: string
  readonly wish: TraktWish
  /** What can stand on it. */
  readonly holds: 'movie' | 'show' | 'both'
}

/** One that can be read without signing in. */
export interface TrackedPublic extends Tracked {
  readonly list: TraktList
}

/** The watchlist of somebody who signed in. */
export interface TrackedOwn extends Tracked {
  readonly personId: string
}

const plural = { movie: 'movies', show: 'shows' } as const

const trackedChart = (list: TraktChart): TrackedPublic => {
  const name = `${list.chart} ${plural[list.type]}`
  return {
    // With its length: a longer one is another question.
    id: `${name} ${list.count}`,
    source: `Trakt's ${name}`,
    wish: { kind: 'chart', list: name },
    holds: list.type,
    list
  }
}

const bothTypes = (chart: TraktChart['chart'], count: number): readonly TraktChart[] =>
  (['movie', 'show'] as const).map((type) => ({ kind: 'chart', chart, type, count }))

const trackedList = (text: string): readonly TrackedPublic[] => {
  const list = traktListOf(text)
  if (list === undefined) return []
  const name = traktListText(list)
  const wish = { kind: 'list', list: name } as const
  return [{ id: `list ${name}`, source: `the Trakt list ${name}`, wish, holds: 'both', list }]
}

/** What the settings ask for; each list once. */
export const publicLists = ({ trakt }: Settings): readonly TrackedPublic[] => {
  const charts: readonly TraktChart[] = [
    { kind: 'chart', chart: 'trending', type: 'movie', count: trakt.trendingMoviesCount },
    { kind: 'chart', chart: 'trending', type: 'show', count: trakt.trendingShowsCount },
    ...bothTypes('popular', trakt.popularCount),
    ...bothTypes('anticipated', trakt.anticipatedCount)
  ]
  const all = [...charts.filter(({ count }) => count > 0).map(trackedChart), ...trakt.lists.flatMap(trackedList)]
  return [...new Map(all.map((tracked) => [tracked.id, tracked])).values()]
}

/** The own watchlist of a person. */
export const ownList = ({ personId, name }: { readonly personId: string; readonly name: string }): TrackedOwn => ({
  id: `own ${personId}`,
  source: `the Trakt watchlist of ${name}`,
  wish: { kind: 'own', person: name },
  holds: 'both',
  personId
})
