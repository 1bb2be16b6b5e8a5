/** Plex's cloud as the engine knows it. */
import { secret } from '#core/model/secret.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { createExternalIds } from './external-ids.ts'
import { readFriendWatchlist } from './friend-watchlist.ts'
import { createFriendsMark } from './friends-mark.ts'
import { basesOf } from './hosts.ts'
import { createCloudHttp } from './http.ts'
import { readAccount, readFriends, readHome } from './people.ts'
import { createPins } from './pins.ts'
import type { CloudRoom } from './room.ts'
import type { PlexCloudSettings } from './settings.ts'
import { becomePerson, pingToken, readServers, readShared } from './tokens.ts'
import { readWatchlist } from './watchlist.ts'

/** Builds the client. Sends nothing yet. */
export const createPlexCloud = (settings: PlexCloudSettings): PlexCloud => {
  const http = createCloudHttp(settings)
  const { clock, clientIdentifier, learn } = settings
  const keep = (token: string) => {
    learn?.(token)
    return secret(token)
  }
  const room: CloudRoom = { http, bases: basesOf(settings.addresses), clock, clientIdentifier, keep }
  const externalIds = createExternalIds(room)
  const friendsMark = createFriendsMark(room)
  const pins = createPins(room)

  return {
    account: (token, signal) => readAccount(room, { token, signal }),
    home: (token, signal) => readHome(room, { token, signal }),
    friends: (token, signal) => readFriends(room, { token, signal }),
    shared: (token, machineIdentifier, signal) => readShared(room, { token, signal }, machineIdentifier),
    become: (token, whom, signal) => becomePerson(room, { token, signal }, whom),
    servers: (token, signal) => readServers(room, { token, signal }),
    watchlist: (token, known, signal) => readWatchlist(room, { token, signal }, known),
    friendWatchlist: (token, uuid, signal) => readFriendWatchlist(room, { token, signal }, uuid),
    friendsMark: (token, signal) => friendsMark({ token, signal }),
    externalIds: (token, guids, signal) => externalIds({ token, signal }, guids),
    beginPin: pins.begin,
    pin: pins.state,
    ping: (token, signal) => pingToken(room, { token, signal }),
    requests: http.requests,
    close: http.close
  }
}
