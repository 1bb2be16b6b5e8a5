/** Everything one simulated server knows, as its rooms share it. */
import type { Prefs, Quirks } from '#test/fakes/plex/options.ts'
import type { Stage } from '#test/fakes/plex/playback/stage.ts'
import type { Ground } from './ground.ts'

/** The whole simulated server. */
export interface World extends Ground {
  readonly stage: Stage
}

export const realQuirks: Quirks = {
  idsAsStrings: true,
  mixedBooleans: true,
  sectionOnContainerOnly: true,
  transcodeHidesFile: true,
  refreshOnDetail: true,
  partialContinueWatching: true,
  bufferingFlicker: true,
  stoppedTwice: 0.3,
  pre140: false,
  acceptsShortLived: false
}

export const defaultPrefs: Prefs = {
  onDeckWindowWeeks: 16,
  playedThresholdPercent: 90,
  onDeckMinimumMs: 60_000,
  onDeckMinimumShare: 0.02
}
