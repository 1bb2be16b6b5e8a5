/** The routes of lists: charts, public lists, watchlists, and when something of an account changed. */
import { type Ask, json, paged, type Reply, type Route } from './reply.ts'
import { accountOf, type ChartName, chartKey, type Entry, fingerprint, type TitleSpec } from './world.ts'

const slugOf = ({ title, year }: TitleSpec): string =>
  `${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}-${year ?? 'x'}`

const traktIdOf = (title: TitleSpec): number =>
  Number.parseInt(fingerprint(title.type, title.title, title.year ?? '').slice(0, 7), 16)

/** The least form of a title, as without `extended`. */
function bare(title: TitleSpec) {
  const { type, imdb = null, tmdb = null, tvdb = null } = title
  const ids = { trakt: traktIdOf(title), slug: slugOf(title), imdb, tmdb, ...(type === 'show' ? { tvdb } : {}) }
  return { title: title.title, year: title.year ?? null, ids }
}

const counted: Readonly<Record<'trending' | 'anticipated', string>> = {
  trending: 'watchers',
  anticipated: 'list_count'
}

const chartRoute = (chart: ChartName, type: TitleSpec['type']): Route => ({
  pattern: `/${type}s/${chart}`,
  answer: (ask) => {
    const titles = ask.world.charts.get(chartKey(chart, type)) ?? []
    const rows = titles.map((title, at) =>
      chart === 'popular' ? bare(title) : { [counted[chart]]: 1000 - at, [type]: bare(title) }
    )
    return paged(ask, rows)
  }
})

function rowOf({ title, at }: Entry, position: number) {
  const facts = { rank: position + 1, id: 9000 + position, listed_at: new Date(at).toISOString(), notes: null }
  if (title === 'a person') return { ...facts, type: 'person', person: { name: 'Somebody', ids: { trakt: 1 } } }
  return { ...facts, type: title.type, [title.type]: bare(title) }
}

const notFound: Reply = { status: 404 }

function list(ask: Ask, key: string): Reply {
  const found = ask.world.lists.get(key)
  if (found === undefined || found.isPrivate) return notFound
  const types = new Set((ask.path['types'] ?? '').split(','))
  const isAsked = ({ title }: Entry) => types.has(title === 'a person' ? 'person' : title.type)
  return paged(ask, found.items.filter(isAsked).map(rowOf))
}

function watchlist(ask: Ask): Reply {
  const named = ask.path['user'] ?? ''
  const mine = named === 'me'
  const username = mine ? ask.session?.username : named
  if (username === undefined) return { status: 401 }
  const account = mine ? accountOf(ask.world, username) : ask.world.accounts.get(username)
  if (account === undefined || (account.isPrivate && ask.session?.username !== username)) return notFound
  const type = ask.path['type'] === 'movies' ? 'movie' : 'show'
  return paged(ask, account.watchlist.filter(({ title }) => title !== 'a person' && title.type === type).map(rowOf))
}

function activities({ session, world }: Ask): Reply {
  if (session === undefined) return { status: 401 }
  const { changedAt } = accountOf(world, session.username)
  const text = (ms: number) => new Date(ms).toISOString()
  const newest = Math.max(changedAt.movie, changedAt.show)
  return json({
    all: text(newest),
    movies: { watched_at: text(0), watchlisted_at: text(changedAt.movie) },
    episodes: { watched_at: text(0), watchlisted_at: text(0) },
    shows: { rated_at: text(0), watchlisted_at: text(changedAt.show) },
    watchlist: { updated_at: text(newest) }
  })
}

const types = ['movie', 'show'] as const
const charts = ['trending', 'popular', 'anticipated'] as const

export const listRoutes: readonly Route[] = [
  ...charts.flatMap((chart) => types.map((type) => chartRoute(chart, type))),
  {
    pattern: '/users/:user/lists/:slug/items/:types',
    answer: (ask) => list(ask, `${ask.path['user']}/${ask.path['slug']}`)
  },
  { pattern: '/lists/:id/items/:types', answer: (ask) => list(ask, ask.path['id'] ?? '') },
  { pattern: '/users/:user/watchlist/:type/:by/:how', answer: watchlist },
  { pattern: '/sync/last_activities', isPersonal: true, answer: activities },
  {
    pattern: '/users/settings',
    isPersonal: true,
    answer: ({ session }) => json({ user: { username: session?.username, name: null, vip: false } })
  }
]
