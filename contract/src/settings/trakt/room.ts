/** The settings of Trakt: which of its lists count, how much of each, and how it is asked. */
import { z } from 'zod'
import { baseUrlSetting, countSetting, setting, switchSetting, traktListSetting } from '../setting.ts'

const most = 100

export const trakt = z.strictObject({
  enabled: switchSetting(false, {
    env: 'TRAKT_ENABLED',
    label: 'Cache trending movies',
    help: 'Cache what is on the Trakt lists chosen below and in your library; what leaves a list goes home when nothing else wants it. Off = Trakt is never asked.',
    appliesOn: 'restart'
  }),
  clientId: setting(z.string().trim().default(''), {
    env: 'TRAKT_CLIENT_ID',
    label: 'Trakt client id',
    help: 'The client id of your Trakt application; required when TRAKT_ENABLED is on. See docs/trakt.md for how to make one.',
    appliesOn: 'restart',
    example: 'your-trakt-client-id'
  }),
  clientSecret: setting(z.string().trim().default(''), {
    env: 'TRAKT_CLIENT_SECRET',
    label: 'Trakt client secret',
    help: 'The client secret of your Trakt application. Public lists do not need it; without it nobody can sign in to have their own watchlist read.',
    secret: true,
    appliesOn: 'restart',
    example: 'your-trakt-client-secret'
  }),
  trendingMoviesCount: countSetting(
    { min: 1, max: most, fallback: 10 },
    {
      env: 'TRAKT_TRENDING_MOVIES_COUNT',
      label: 'Trending movies',
      help: 'How many of the trending movies are taken from the top of the list; those that your library does not hold are counted and not wanted.',
      unit: 'movies',
      appliesOn: 'restart'
    }
  ),
  trendingShowsCount: countSetting(
    { min: 0, max: most, fallback: 0 },
    {
      env: 'TRAKT_TRENDING_SHOWS_COUNT',
      label: 'Trending shows',
      help: 'How many of the trending shows are taken; of each the first unwatched episodes are cached, as many as WATCHLIST_EPISODES says. 0 = none.',
      unit: 'shows',
      appliesOn: 'restart'
    }
  ),
  popularCount: countSetting(
    { min: 0, max: most, fallback: 0 },
    {
      env: 'TRAKT_POPULAR_COUNT',
      label: 'Popular movies and shows',
      help: 'How many movies, and how many shows, are taken from the lists of the most popular ones. 0 = none.',
      unit: 'titles each',
      appliesOn: 'restart'
    }
  ),
  anticipatedCount: countSetting(
    { min: 0, max: most, fallback: 0 },
    {
      env: 'TRAKT_ANTICIPATED_COUNT',
      label: 'Anticipated movies and shows',
      help: 'How many movies, and how many shows, are taken from the lists of those that are waited for; only what is in your library already is cached. 0 = none.',
      unit: 'titles each',
      appliesOn: 'restart'
    }
  ),
  lists: traktListSetting({
    env: 'TRAKT_LISTS',
    label: 'Public lists',
    help: 'Public lists whose movies and shows are cached as well: user/list as in the address of the list, its whole address, its number, or user/watchlist. At most 5000 titles of a list count.',
    appliesOn: 'restart',
    example: 'some-user/films-for-winter'
  }),
  watchlist: switchSetting(true, {
    env: 'TRAKT_WATCHLIST',
    label: 'Own watchlists',
    help: 'Cache what is on the Trakt watchlist of everybody who signed in to Trakt here ("pcu trakt sign-in", needs TRAKT_CLIENT_SECRET).',
    appliesOn: 'restart'
  }),
  checkIntervalSeconds: countSetting(
    { min: 60, max: 86_400, fallback: 3600 },
    {
      env: 'TRAKT_CHECK_INTERVAL',
      label: 'Ask Trakt every',
      help: 'How often each list is fetched, also over restarts; in between the last answer is used again.',
      unit: 'seconds',
      appliesOn: 'restart'
    }
  ),
  url: baseUrlSetting({
    env: 'TRAKT_URL',
    label: 'Address of Trakt',
    help: 'Where lists are read. Empty = Trakt itself.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://api.trakt.tv'
  }),
  authUrl: baseUrlSetting({
    env: 'TRAKT_AUTH_URL',
    label: 'Sign-in service of Trakt',
    help: 'Where people sign in to Trakt. Empty = Trakt itself, https://auth.trakt.tv.',
    advanced: true,
    appliesOn: 'restart',
    example: 'https://auth.trakt.tv'
  })
})
