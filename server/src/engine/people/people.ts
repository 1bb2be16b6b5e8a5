/** Puts the household together: who there is, how their wishes are read, and the sources that ask for them. */
import type { Settings } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'
import { createLastGood } from '#engine/sources/last-good.ts'
import { createOnDeckSource } from '#engine/sources/on-deck.ts'
import { createTitleIds } from '#engine/sources/title-ids.ts'
import { createWatchlistSource } from '#engine/sources/watchlist.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { Memory } from '#ports/store.ts'
import type { Vault } from '#ports/vault.ts'
import type { WantSource } from '#ports/want-source.ts'
import { createDirectory } from './directory.ts'
import { createHistoryReader, type HistoryReader } from './history.ts'
import { createHousehold, type KnownHousehold } from './household.ts'
import { createKeyring, type Keyring } from './keyring.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import { createTokens } from './tokens.ts'
import { createTraces, type Traces } from './traces.ts'

/** What the household needs. */
export interface PeopleDeps {
  readonly server: MediaServer
  readonly cloud: PlexCloud
  readonly vault: Vault
  readonly memory: Memory
  readonly clock: Clock
  readonly settings: Settings
  /** The owner's account token; undefined when there is none. */
  readonly ownerToken: () => Promise<Secret | undefined>
  /** The server that is ours; undefined until it has answered once. */
  readonly machineIdentifier: () => Promise<string | undefined>
}

/** The household and everything that reads it. */
export interface People {
  readonly household: KnownHousehold
  readonly keyring: Keyring
  readonly preferences: Preferences
  readonly history: HistoryReader
  readonly traces: Traces
  readonly sources: readonly WantSource[]
}

const hourMs = 3_600_000

/** Nothing is asked before a source is. */
export const createPeople = (deps: PeopleDeps): People => {
  const { settings, server, cloud, vault, memory, clock, ownerToken } = deps
  const { onDeck, watchlist, users, watcher } = settings
  const lastGood = createLastGood({ memory, clock })
  const history = createHistoryReader({ server, lastGood, clock })
  const keyring = createKeyring({ vault, memory, clock })
  const preferences = createPreferences(memory)
  const traces = createTraces({ memory, clock })
  const household = createHousehold({
    directory: createDirectory({ cloud, lastGood, clock, ownerToken }),
    tokens: createTokens({ ...deps, keyring }),
    keyring,
    preferences,
    history,
    clock,
    ownerToken,
    includesOthers: users.includeOthers,
    readsWatchlists: watchlist.enabled,
    idleDays: watcher.excludeInactiveUsersDays,
    lastSeen: traces.lastSeen
  })
  const asked = { household, history, lastGood }
  const deck = createOnDeckSource({
    ...asked,
    server,
    leftAt: traces.leftAt,
    ahead: { episodes: onDeck.numberEpisodes, minutes: onDeck.minimumMinutes },
    daysToMonitor: onDeck.daysToMonitor
  })
  const lists = createWatchlistSource({
    ...asked,
    cloud,
    titleIds: createTitleIds({ cloud, lastGood, token: ownerToken }),
    episodes: watchlist.episodes,
    expiryMs: watchlist.cacheExpiryHours * hourMs
  })
  return { household, keyring, preferences, history, traces, sources: watchlist.enabled ? [deck, lists] : [deck] }
}
