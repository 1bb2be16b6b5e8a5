/** Which service of the cloud answers which routes. */
import { communityRoutes } from './community/graphql.ts'
import { actionRoutes, metadataRoutes } from './discover/metadata.ts'
import { movedWatchlistRoutes, watchlistRoutes } from './discover/watchlist.ts'
import type { Voice } from './http/reply.ts'
import type { Route } from './http/route.ts'
import type { App } from './options.ts'
import { deviceKeyRoutes } from './plex-tv/device-keys.ts'
import { friendRoutes, oldFriendRoutes } from './plex-tv/friends.ts'
import { homeRoutes, oldHomeRoutes } from './plex-tv/home.ts'
import { pinRoutes } from './plex-tv/pins.ts'
import { resourceRoutes } from './plex-tv/resources.ts'
import { userRoutes } from './plex-tv/user.ts'
import { feedOrderRoutes, feedRoutes } from './rss/feed.ts'

const v2Routes: readonly Route[] = [
  ...pinRoutes,
  ...userRoutes,
  ...resourceRoutes,
  ...homeRoutes,
  ...friendRoutes,
  ...deviceKeyRoutes
]

export const routesOf: Readonly<Record<App, readonly Route[]>> = {
  plexTv: [...v2Routes, ...oldHomeRoutes, ...oldFriendRoutes],
  clients: v2Routes,
  discover: [...watchlistRoutes, ...metadataRoutes, ...actionRoutes, ...feedOrderRoutes],
  metadata: [...movedWatchlistRoutes, ...metadataRoutes],
  community: communityRoutes,
  rss: feedRoutes
}

export const voiceOf: Readonly<Record<App, Voice>> = {
  plexTv: 'v2',
  clients: 'v2',
  discover: 'provider',
  metadata: 'provider',
  community: 'graphql',
  rss: 'page'
}
