/** Keeps what the last plan saw and decided, for whoever asks why. */
import type { Plan } from '#core/model/plan.ts'
import type { Sight } from '#core/why/sight.ts'

/** What was seen, and by whom. */
export interface Seen extends Sight {
  /** The run that saw it; undefined when Plex was asked for a question alone. */
  readonly runId: number | undefined
}

/** The last sight. */
export interface LastSight {
  note(sight: Omit<Sight, 'plan'>, decided: { readonly plan: Plan; readonly runId: number | undefined }): void
  /** Undefined before the first. */
  last(): Seen | undefined
}

/** Nothing was seen yet. */
export const createLastSight = (): LastSight => {
  let seen: Seen | undefined
  return {
    note: (sight, { plan, runId }) => {
      seen = { ...sight, plan, runId }
    },
    last: () => seen
  }
}
