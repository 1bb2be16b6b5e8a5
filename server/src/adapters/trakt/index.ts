/** Trakt as the engine knows it. */
import type { Trakt } from '#ports/trakt/trakt.ts'
import { beginCode, codeState, renew, revoke } from './device.ts'
import { createTraktHttp } from './http.ts'
import { readList } from './lists.ts'
import { readAccountName, readOwnWatchlist } from './own-watchlist.ts'
import { keeping, type TraktRoom } from './room.ts'
import type { TraktSettings } from './settings.ts'

/** Builds the client. Sends nothing yet. */
export const createTrakt = (settings: TraktSettings): Trakt => {
  const http = createTraktHttp(settings)
  const room: TraktRoom = { ...settings, http, keep: keeping(settings.learn) }
  return {
    read: (list, known, signal) => readList(room, list, { known, signal }),
    ownWatchlist: (token, known, signal) => readOwnWatchlist(room, known, { token, signal }),
    accountName: (token, signal) => readAccountName(room, { token, signal }),
    beginCode: (signal) => beginCode(room, signal),
    codeState: (deviceCode, signal) => codeState(room, deviceCode, signal),
    renew: (refresh, signal) => renew(room, refresh, signal),
    revoke: (access, signal) => revoke(room, access, signal),
    requests: http.requests,
    close: http.close
  }
}
