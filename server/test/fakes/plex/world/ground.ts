/** What one simulated server knows and remembers: everything but the stage on which its sessions run. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { MutableLibrary } from '#test/fakes/plex/library/model.ts'
import type { Prefs, Quirks } from '#test/fakes/plex/options.ts'
import type { Sessions } from '#test/fakes/plex/playback/session.ts'
import type { PushHub } from '#test/fakes/plex/push/hub.ts'
import type { Activities } from './activities.ts'
import type { History } from './history.ts'
import type { People } from './people.ts'
import type { Views } from './views.ts'

export interface Identity {
  readonly machineIdentifier: string
  readonly friendlyName: string
  readonly version: string
}

/** Everything but the stage, on which the sessions run. */
export interface Ground {
  readonly clock: VirtualClock
  readonly library: MutableLibrary
  readonly people: People
  readonly quirks: Quirks
  /** Changed by `PUT /:/prefs`. */
  readonly prefs: { -readonly [name in keyof Prefs]: Prefs[name] }
  readonly identity: Identity
  readonly views: Views
  readonly sessions: Sessions
  readonly history: History
  readonly activities: Activities
  readonly hub: PushHub
  readonly pageCap: number | undefined
  /** Epoch ms at which the server started. */
  readonly startedAt: number
}
