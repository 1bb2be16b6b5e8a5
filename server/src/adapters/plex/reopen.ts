/** A media server that can be opened elsewhere while others hold it: questions under way end where they began, listeners hear the new one. */
import type { MediaAlert, MediaServer } from '#ports/media-server.ts'
import type { TokenProvider } from '#ports/token-provider.ts'
import type { TokenFrom } from './address.ts'
import { createPlex, type PlexSettings } from './index.ts'

/** The server that everybody holds, and the way to open it anew. */
export interface Reopenable {
  readonly server: MediaServer
  /** The next question goes to the new one; the old one is closed when its last question has ended. */
  reopen(): void
}

interface Held {
  readonly server: MediaServer
  underWay: number
  isRetired: boolean
}

interface Hearer {
  readonly heard: (alert: MediaAlert) => void
  listening: { close(): Promise<void> }
}

/** @param open opens the server as it is to be reached now; sends nothing. */
export const createReopenable = (open: () => MediaServer): Reopenable => {
  const closing = new Set<Promise<void>>()
  const hearers = new Set<Hearer>()
  /** People reopen once or twice in the life of a program, so the old counters may stay. */
  const counters: (() => number)[] = []
  let held: Held = { server: open(), underWay: 0, isRetired: false }

  const follow = (job: Promise<void>): void => {
    const settled: Promise<void> = job
      .catch(() => undefined)
      .finally(() => {
        closing.delete(settled)
      })
    closing.add(settled)
  }

  const closeWhenIdle = (one: Held): void => {
    if (one.isRetired && one.underWay === 0) follow(one.server.close())
  }

  const ask = async <Answer>(question: (server: MediaServer) => Promise<Answer>): Promise<Answer> => {
    const mine = held
    mine.underWay += 1
    try {
      return await question(mine.server)
    } finally {
      mine.underWay -= 1
      closeWhenIdle(mine)
    }
  }

  const server: MediaServer = {
    identify: (signal) => ask((one) => one.identify(signal)),
    readLibrary: (signal) => ask((one) => one.readLibrary(signal)),
    readOnDeck: (section, signal, as) => ask((one) => one.readOnDeck(section, signal, as)),
    readVisibleSections: (as, signal) => ask((one) => one.readVisibleSections(as, signal)),
    readHistory: (since, signal) => ask((one) => one.readHistory(since, signal)),
    readSessions: (signal) => ask((one) => one.readSessions(signal)),
    readPicture: (wanted, signal) => ask((one) => one.readPicture(wanted, signal)),
    requests: () => counters.reduce((sum, count) => sum + count(), held.server.requests()),
    listen: (heard) => {
      const hearer: Hearer = { heard, listening: held.server.listen(heard) }
      hearers.add(hearer)
      return {
        close: async () => {
          hearers.delete(hearer)
          await hearer.listening.close()
        }
      }
    },
    close: async () => {
      await Promise.all([...hearers].map(({ listening }) => listening.close()))
      await held.server.close()
      await Promise.all(closing)
    }
  }

  const reopen = (): void => {
    const old = held
    held = { server: open(), underWay: 0, isRetired: false }
    counters.push(old.server.requests)
    old.isRetired = true
    for (const hearer of hearers) {
      follow(hearer.listening.close())
      // What was heard so far says nothing of the new one until it is connected.
      hearer.heard({ kind: 'lost' })
      hearer.listening = held.server.listen(hearer.heard)
    }
    closeWhenIdle(old)
  }

  return { server, reopen }
}

type Credential = { readonly token: string; readonly tokenFrom: TokenFrom }

const credentialOf = ({ current }: Pick<TokenProvider, 'current'>): Credential => {
  const now = current()
  if (now.from === 'none') return { token: '', tokenFrom: 'in PLEX_TOKEN' }
  return { token: now.serverToken.reveal(), tokenFrom: now.from === 'setting' ? 'in PLEX_TOKEN' : 'of the sign-in' }
}

/** What opening needs: as for one server, with address and token as they are at the moment of opening. */
export interface PlexServerSettings extends Omit<PlexSettings, 'url' | 'token' | 'tokenFrom'> {
  readonly address: () => string
  readonly tokens: Pick<TokenProvider, 'current'>
}

/** The Plex server, wherever it is to be asked. */
export const openPlexServer = ({ address, tokens, ...settings }: PlexServerSettings): Reopenable =>
  createReopenable(() => createPlex({ ...settings, url: address(), ...credentialOf(tokens) }))
