/** Puts the household together: who there is, how their wishes are read, and the sources that ask for them. */
import type { Settings } from '@pcu/contract'
import { createHouseholdSources } from '#engine/sources/household.ts'
import { createLastGood } from '#engine/sources/last-good.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { Memory } from '#ports/store.ts'
import { createDirectory } from './directory.ts'
import { createHistoryReader, type HistoryReader } from './history.ts'
import { createHousehold, type KnownHousehold } from './household.ts'
import { createKeyring, type Keyring } from './keyring.ts'
import { createPreferences, type Preferences } from './preferences.ts'
import type { RungDeps } from './rungs.ts'
import { createTokens } from './tokens.ts'
import { createTraces, type Traces } from './traces.ts'

/** What the household needs. */
export interface PeopleDeps extends RungDeps {
  readonly server: MediaServer
  readonly cloud: PlexCloud
  readonly memory: Memory
  readonly clock: Clock
  readonly settings: Settings
  /** The server that is ours; undefined while none is known. */
  readonly ourServer?: () => Promise<string | undefined>
}

/** The household and everything that reads it. */
export interface People {
  readonly household: KnownHousehold
  readonly keyring: Keyring
  readonly preferences: Preferences
  readonly history: HistoryReader
  readonly traces: Traces
  readonly hearing: ReturnType<typeof createHouseholdSources>['hearing']
  readonly sources: ReturnType<typeof createHouseholdSources>['sources']
  /** Waits until nothing is asked beside a run and all that was heard is kept. */
  idle(): Promise<void>
  /** Asks for nothing more, and waits until all that was heard is kept. */
  close(): Promise<void>
}

/** Nothing is asked before a source is. */
export const createPeople = (deps: PeopleDeps): People => {
  const { settings, server, cloud, vault, memory, clock, ownerToken } = deps
  const { watchlist, users, watcher } = settings
  const lastGood = createLastGood({ ...deps, memory, clock })
  const history = createHistoryReader({ server, lastGood, clock })
  const keyring = createKeyring({ vault, memory, clock })
  const preferences = createPreferences(memory)
  const traces = createTraces({ memory, clock })
  const household = createHousehold({
    directory: createDirectory({ cloud, lastGood, clock, ownerToken }),
    tokens: createTokens({ ...deps, keyring, sectionsOf: server.readVisibleSections }),
    keyring,
    preferences,
    history,
    clock,
    ownerToken,
    get includesOthers() {
      return users.includeOthers
    },
    get readsWatchlists() {
      return watchlist.enabled
    },
    get idleDays() {
      return watcher.excludeInactiveUsersDays
    },
    lastSeen: traces.lastSeen
  })
  const asking = createHouseholdSources({ ...deps, household, lastGood, traces, preferences })
  return {
    household,
    keyring,
    preferences,
    history,
    traces,
    hearing: asking.hearing,
    sources: asking.sources,
    idle: async () => {
      await Promise.all([asking.idle(), traces.idle()])
    },
    close: async () => {
      await Promise.all([asking.close(), traces.idle()])
    }
  }
}
