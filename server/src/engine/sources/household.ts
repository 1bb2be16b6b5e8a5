/** The sources that ask for the people of a household. */
import type { Settings } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'
import type { Household } from '#engine/people/member.ts'
import { aheadFor, type Preferences } from '#engine/people/preferences.ts'
import type { Traces } from '#engine/people/traces.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { WantSource } from '#ports/want-source.ts'
import { createHearing, type Hearing } from './hearing.ts'
import type { LastGood } from './last-good.ts'
import { createOnDeckSource } from './on-deck.ts'
import { createTitleIds } from './title-ids.ts'
import { createWatchlistSource } from './watchlist.ts'

/** What they need. */
export interface HouseholdSourceDeps {
  readonly server: MediaServer
  readonly cloud: PlexCloud
  readonly household: Household
  readonly lastGood: LastGood
  readonly clock: Clock
  readonly traces: Traces
  readonly preferences: Preferences
  readonly settings: Settings
  readonly ownerToken: () => Promise<Secret | undefined>
}

/** The sources, and what people may ask about them. */
export interface HouseholdSources {
  readonly sources: readonly WantSource[]
  readonly hearing: Hearing
  /** Waits until nothing is asked beside a run. */
  idle(): Promise<void>
  /** Asks for nothing more. */
  close(): Promise<void>
}

const hourMs = 3_600_000

/** On deck, and the watchlists where they are wanted. */
export const createHouseholdSources = (deps: HouseholdSourceDeps): HouseholdSources => {
  const hearing = createHearing()
  const { cloud, lastGood, traces, clock, ownerToken } = deps
  const { onDeck, watchlist } = deps.settings
  const deck = createOnDeckSource({
    ...deps,
    hearing,
    leftAt: traces.leftAt,
    aheadOf: (personId) =>
      aheadFor(deps.preferences.of(personId), { episodes: onDeck.numberEpisodes, minutes: onDeck.minimumMinutes }),
    get daysToMonitor() {
      return onDeck.daysToMonitor
    }
  })
  const titleIds = createTitleIds({ cloud, lastGood, clock, token: ownerToken })
  const read = createWatchlistSource({
    ...deps,
    hearing,
    titleIds,
    get episodes() {
      return watchlist.episodes
    },
    get expiryMs() {
      return watchlist.cacheExpiryHours * hourMs
    }
  })
  const lists: WantSource = {
    name: read.name,
    ask: async (question) => (watchlist.enabled ? read.ask(question) : { wants: [], reports: [] })
  }
  return { hearing, sources: [deck, lists], idle: titleIds.idle, close: titleIds.close }
}
