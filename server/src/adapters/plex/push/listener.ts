/** Hears of changes from Plex until it is closed: reconnects by itself, says once when the line is lost and once when it is back. */

import { checkAddress } from '#adapters/plex/address.ts'
import { identityHeaders, type PlexHttpSettings } from '#adapters/plex/exchange.ts'
import { halfJitter, pause } from '#kit/backoff.ts'
import type { MediaAlert } from '#ports/media-server.ts'
import { sentenceOf } from '#src/failure.ts'
import { type Notice, noticesOfText } from './alerts.ts'
import { listenByEventStream } from './event-stream.ts'
import { type Link, type LinkEnd, type LinkTimings, notificationsPath } from './link.ts'
import { listenByWebsocket } from './websocket.ts'

export interface ListenerDeps {
  readonly settings: Pick<PlexHttpSettings, 'url' | 'token' | 'clientIdentifier' | 'version' | 'tlsInsecure' | 'clock'>
  readonly timings: LinkTimings
  readonly heard: (alert: MediaAlert) => void
  /** Takes whole sentences. */
  readonly log: (sentence: string) => void
  /** The server is known to be alive. */
  readonly alive: () => void
}

/** Stops listening; when it resolves, no timer and no socket is left. */
export interface Listening {
  close(): Promise<void>
}

/** Tells alerts; a library that changes in bursts is told once in a while, and a bug of the hearer does not cut the line. */
const createTeller = ({ heard, log, timings }: ListenerDeps) => {
  let gathering: NodeJS.Timeout | undefined
  const tell = (alert: MediaAlert): void => {
    try {
      heard(alert)
    } catch (thrown) {
      log(sentenceOf(thrown))
    }
  }
  const gather = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined
      tell({ kind: 'library' })
    }, timings.gatherMs).unref()
  }
  const take = (notice: Notice): void => {
    if (notice.kind === 'library') gather()
    else tell(notice)
  }
  return {
    take: (text: string) => noticesOfText(text).forEach(take),
    connected: () => tell({ kind: 'connected' }),
    lost: () => tell({ kind: 'lost' }),
    stop: () => clearTimeout(gathering)
  }
}

/** Says once why the line is down, and once that it is up again. */
const createNarrator = (log: (sentence: string) => void) => {
  let told: string | undefined
  return {
    down: ({ failure }: LinkEnd) => {
      if (told === failure.code) return
      told = failure.code
      log(`${failure.told} Until Plex can be heard again, it is asked regularly who is playing what.`)
    },
    up: () => {
      if (told !== undefined) log('Plex can be heard again.')
      told = undefined
    }
  }
}

/** A websocket, or an event stream where a websocket cannot get through. */
const listenOnce = async (link: Link): Promise<LinkEnd> => {
  const end = await listenByWebsocket(link)
  if (end.kind !== 'barred' || link.signal.aborted) return end
  return listenByEventStream({ ...link, asked: { ...link.asked, path: notificationsPath.eventStream } })
}

const listenForever = async (deps: ListenerDeps, stop: AbortSignal): Promise<void> => {
  const { settings, timings } = deps
  const address = checkAddress(settings)
  const teller = createTeller(deps)
  const narrator = createNarrator(deps.log)
  let failed = 0
  let openedAt: number | undefined
  const opened = (): void => {
    openedAt = settings.clock.now()
    deps.alive()
    narrator.up()
    teller.connected()
  }
  const link: Link = {
    asked: { address, timeoutMs: timings.openMs, path: notificationsPath.websocket },
    headers: { ...identityHeaders(settings), 'X-Plex-Token': address.token },
    tlsInsecure: settings.tlsInsecure,
    timings,
    signal: stop,
    opened,
    received: teller.take
  }
  try {
    while (!stop.aborted) {
      openedAt = undefined
      const end = await listenOnce(link)
      if (stop.aborted) break
      narrator.down(end)
      teller.lost()
      // A line that is cut as soon as it is up counts as failed, or a proxy could make us knock every second.
      const held = openedAt !== undefined && settings.clock.now() - openedAt >= timings.firstMs
      failed = held ? 0 : failed + 1
      await pause(end.kind === 'refused' ? timings.refusedMs : halfJitter(failed, timings), stop)
    }
  } finally {
    teller.stop()
  }
}

/** Starts listening. Wrong settings are said once and then nothing is heard; a restart is needed for them anyway. */
export const createListener = (deps: ListenerDeps): Listening => {
  const stop = new AbortController()
  const running = listenForever(deps, stop.signal).catch((thrown: unknown) => {
    if (!stop.signal.aborted) deps.log(sentenceOf(thrown))
  })
  return {
    close: async () => {
      stop.abort()
      await running
    }
  }
}
