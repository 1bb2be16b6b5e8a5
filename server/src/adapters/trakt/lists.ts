/** The lists that everybody may read: Trakt's own charts, and lists and watchlists that people show to all. */
import { traktListText } from '@pcu/contract'
import type { TraktAnswer, TraktChart, TraktList, TraktValidator } from '#ports/trakt/trakt.ts'
import { garbled } from './failures.ts'
import { type PagesAsk, readPages } from './pages.ts'
import { bareRows, countedRows, itemRows, type Row } from './payloads.ts'
import type { TraktRoom } from './room.ts'

/** Titles of one list that count; free accounts may put 250 on a list. */
const mostTitles = 5000

const plural = { movie: 'movies', show: 'shows' } as const

type Asked = Pick<PagesAsk, 'about' | 'path' | 'rows' | 'most' | 'exact'>

const chartOf = ({ chart, type, count }: TraktChart): Asked => ({
  about: `the ${chart} ${plural[type]}`,
  path: `/${plural[type]}/${chart}`,
  rows: chart === 'popular' ? bareRows[type] : countedRows[type],
  most: count,
  // A chart moves all the time; which title stands twice or is missed at a page's edge does not matter.
  exact: false
})

const listed = { rows: itemRows, most: mostTitles, exact: true } as const

const askedOf = (list: Exclude<TraktList, { kind: 'watchlist' }>): Asked => {
  if (list.kind === 'chart') return chartOf(list)
  const about = `list ${traktListText(list)}`
  const base = list.kind === 'numbered' ? `/lists/${list.id}` : `/users/${list.user}/lists/${list.slug}`
  return { about, path: `${base}/items/movie,show`, ...listed }
}

const byWhenListed = (a: Exclude<Row, 'other'>, b: Exclude<Row, 'other'>): number =>
  (b.listedAt ?? 0) - (a.listedAt ?? 0)

/** Both halves of a watchlist as one, newest first. `whose`: as the path names them. */
export const readWatchlist = async (
  room: TraktRoom,
  { whose, ...ask }: Pick<PagesAsk, 'about' | 'token' | 'signal'> & { readonly whose: string }
): Promise<readonly Exclude<Row, 'other'>[]> => {
  const halves: Row[] = []
  for (const type of ['movies', 'shows'] as const) {
    const pages = await readPages(room, { ...ask, ...listed, path: `/users/${whose}/watchlist/${type}/rank/asc` })
    if (pages !== 'unchanged') halves.push(...pages.rows)
  }
  return halves.filter((row) => row !== 'other').toSorted(byWhenListed)
}

/** Trakt's own charts are never empty. */
const checked = (list: TraktList, about: string, rows: readonly Row[]): readonly Row[] => {
  if (list.kind === 'chart' && rows.length === 0) throw garbled(about, 'it is empty')
  return rows
}

/** Reads one. */
export const readList = async (
  room: TraktRoom,
  list: TraktList,
  { known, signal }: { readonly known: TraktValidator | undefined; readonly signal: AbortSignal }
): Promise<TraktAnswer> => {
  if (list.kind === 'watchlist') {
    const rows = await readWatchlist(room, { about: `watchlist of ${list.user}`, whose: list.user, signal })
    return { kind: 'list', titles: rows.map(({ title }) => title), validator: undefined }
  }
  const asked = askedOf(list)
  const pages = await readPages(room, { ...asked, etag: known, signal })
  if (pages === 'unchanged') return { kind: 'unchanged' }
  const rows = checked(list, asked.about, pages.rows)
  return { kind: 'list', titles: rows.flatMap((row) => (row === 'other' ? [] : [row.title])), validator: pages.etag }
}
