/** What a test, a benchmark or the demo may choose when it starts a simulated Plex Media Server. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { Accounts } from '#test/fakes/people/accounts.ts'
import type { PersonSpec } from '#test/fakes/people/spec.ts'
import type { LibrarySource } from './library/model.ts'

/** The oddities of a real server. Every one is on unless a test turns it off. */
export interface Quirks {
  /** Ids in sessions and history are strings where lists have numbers. */
  readonly idsAsStrings: boolean
  /** The same fact as `true`, `1` and `"1"`, depending on the place. */
  readonly mixedBooleans: boolean
  /** The section's id stands on the container of a list, not on its items. */
  readonly sectionOnContainerOnly: boolean
  /** The part of a transcoded session has no `file`, `size` or `key`. */
  readonly transcodeHidesFile: boolean
  /** Reading details without `skipRefresh=1` starts a refresh that checks the files on disk. */
  readonly refreshOnDetail: boolean
  /** `/hubs/continueWatching/items` holds partially watched items only. */
  readonly partialContinueWatching: boolean
  /** A start of playback announces `buffering` first. */
  readonly bufferingFlicker: boolean
  /** Probability (0-1) that `stopped` is pushed twice. */
  readonly stoppedTwice: number
  /** Marking as watched puts the next episode of a never played show on deck, as before PMS 1.40. Off is the default. */
  readonly pre140: boolean
  /** The owner's plex.tv tokens that live a week are taken as well. Off is the default: a real server was seen to refuse them. */
  readonly acceptsShortLived: boolean
}

/** Server preferences and the numbers of the on deck rule. */
export interface Prefs {
  /** `OnDeckWindow`, weeks. Default 16. */
  readonly onDeckWindowWeeks: number
  /** `LibraryVideoPlayedThreshold`, percent. Default 90. */
  readonly playedThresholdPercent: number
  /** An offset below this is no progress. Default 60 000 ms; the demo's short clips need less. */
  readonly onDeckMinimumMs: number
  /** And below this share of the duration. Default 0.02. */
  readonly onDeckMinimumShare: number
}

export interface FakePlexOptions {
  readonly library: LibrarySource
  /** Default: one owner called `owner`. */
  readonly people?: readonly PersonSpec[]
  /** The people of another service, shared with it; instead of `people`. */
  readonly accounts?: Accounts
  /** Share one clock between several simulated services. Default: an own virtual clock. */
  readonly clock?: VirtualClock
  /** Epoch ms at which an own clock starts. Default 2026-03-06T18:00:00Z. */
  readonly startAt?: number
  /** Seed of every chance (faults, doubled stops). Default 1. */
  readonly seed?: number
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  readonly friendlyName?: string
  readonly machineIdentifier?: string
  readonly version?: string
  readonly quirks?: Partial<Quirks>
  readonly prefs?: Partial<Prefs>
  /** The most items one page may hold, whatever is asked. Default: no cap. */
  readonly pageCap?: number
  /** Delay of every answer, ms; requests do not wait for each other. Default 0. */
  readonly latencyMs?: number
  /** Time between two `playing` pushes of a session, ms of the clock. Default 10 000. */
  readonly cadenceMs?: number
  /** How many serialised list pages to remember, for benchmarks that must not measure the server. Default 0. */
  readonly cachedPages?: number
}
