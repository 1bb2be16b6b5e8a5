/** The Plex Media Server as the engine knows it. */
import type { HistoryRow, MediaServer, ServerIdentity } from '#ports/media-server.ts'
import { Failure } from '#src/failure.ts'
import { checkAddress } from './address.ts'
import type { PlexHttpSettings } from './exchange.ts'
import { garbled } from './failures.ts'
import { createPlexHttp, type PlexHttp } from './http.ts'
import { createLibraryReader } from './library-reader.ts'
import { readList } from './pages.ts'
import { readHistoryRow, readOnDeckEntry, readSections, readServer, readSessionList } from './payloads.ts'
import { createPictures } from './pictures/pictures.ts'
import { dailyTimings, type LinkTimings } from './push/link.ts'
import { createListener, type Listening } from './push/listener.ts'

/** How to reach the server. `log` takes whole sentences without secrets. */
export interface PlexSettings extends PlexHttpSettings {
  readonly log?: (sentence: string) => void
  /** How patient the push connection is; each default is for daily life. */
  readonly listening?: Partial<LinkTimings>
}

/** Builds the adapter. Sends nothing yet; wrong settings are told by the first call. */
export const createPlex = (settings: PlexSettings): MediaServer => {
  const log = settings.log ?? (() => undefined)
  const http = createPlexHttp(settings)
  const pictures = createPictures(settings)
  const listeners: Listening[] = []
  const asked = (path: string) => ({ address: checkAddress(settings), timeoutMs: settings.timeoutMs, path })

  const readOnDeck: MediaServer['readOnDeck'] = async (sectionId, signal, as) => {
    const path = `/library/sections/${encodeURIComponent(sectionId)}/onDeck`
    const list = await readList(http, { path, signal, as, read: readOnDeckEntry, keyOf: (entry) => entry.ratingKey })
    if (list.short) throw garbled(asked(path), `it gave ${list.entries.length} of ${list.announced} entries`)
    return list.entries
  }

  const readHistory: MediaServer['readHistory'] = async (since, signal) => {
    const path = '/status/sessions/history/all'
    const query = `sort=viewedAt:desc&viewedAt>=${Math.max(0, Math.floor(since / 1000))}`
    const ask = { path, query, signal, read: readHistoryRow, keyOf: rowKey }
    const first = await readList(http, ask)
    // Somebody who finishes an item meanwhile shifts all rows; a second reading holds still or something is wrong.
    const list = first.short ? await readList(http, ask) : first
    if (list.short) throw garbled(asked(path), `it gave ${list.entries.length} of ${list.announced} viewings`)
    return list.entries
  }

  return {
    identify: (signal) => identify(http, asked, signal),
    readLibrary: createLibraryReader({ http, now: settings.clock.now, log }),
    readOnDeck,
    readVisibleSections: async (as, signal) => {
      const path = '/library/sections'
      const seen = readSections(await http.get({ path, signal, as })).map(({ section }) => section.sectionId)
      // Nobody has a token for a server of which they see nothing.
      if (seen.length === 0) throw garbled(asked(path), `it shows ${as.name} no library`)
      return seen
    },
    readHistory,
    readSessions: async (signal) => {
      const path = '/status/sessions'
      const container = await http.get({ path, signal })
      const { entries, skipped } = readSessionList(container)
      if (skipped > 0) throw garbled(asked(path), `${skipped} of its sessions cannot be told apart`)
      return entries
    },
    readPicture: pictures.read,
    requests: http.sent,
    listen: (heard) => {
      const timings = { ...dailyTimings, ...settings.listening }
      const listening = createListener({ settings, timings, heard, log, alive: http.heard })
      listeners.push(listening)
      return listening
    },
    close: async () => {
      await Promise.all(listeners.map((listening) => listening.close()))
      await Promise.all([http.close(), pictures.close()])
    }
  }
}

const rowKey = ({ ratingKey, personId, viewedAt }: HistoryRow): string => `${ratingKey} ${personId} ${viewedAt}`

/** Proxies often keep `/` for themselves; the token is then proved on the list of libraries, and the server goes by its kind. */
const nameOf = async (http: PlexHttp, signal: AbortSignal): Promise<string> => {
  const fallback = 'Plex Media Server'
  try {
    return readServer(await http.get({ path: '/', signal, probe: true })).name ?? fallback
  } catch (thrown) {
    const keptByProxy =
      thrown instanceof Failure && ['plex.garbled', 'plex.not-found', 'plex.bad-url'].includes(thrown.code)
    if (!keptByProxy) throw thrown
    await http.get({ path: '/library/sections', signal, probe: true })
    return fallback
  }
}

/** `/identity` needs no token, so a wrong address and a refused token are told apart. */
const identify = async (
  http: PlexHttp,
  asked: (path: string) => Parameters<typeof garbled>[0],
  signal: AbortSignal
): Promise<ServerIdentity> => {
  const answer = readServer(await http.get({ path: '/identity', signal, anonymous: true, probe: true }))
  if (answer.machineIdentifier === undefined) throw garbled(asked('/identity'), 'it names no server')
  return { machineIdentifier: answer.machineIdentifier, name: await nameOf(http, signal), version: answer.version }
}
