/** What a run tells people by, beside its events. */
import type { LastSight } from '#engine/why/seen.ts'
import type { LiveState } from './live-state.ts'
import type { Problems } from './problems.ts'
import type { SilenceWatch } from './silence.ts'

/** The voices of a run. */
export interface Voices {
  readonly problems: Problems
  readonly silence: SilenceWatch
  readonly live: LiveState
  /** Keeps what the last plan saw, for whoever asks why. */
  readonly sight: LastSight
}
