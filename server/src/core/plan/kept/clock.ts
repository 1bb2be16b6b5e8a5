/** Finds out until when an answer holds, by listening to what is asked of the clock while it is given. */
import type { World } from '#core/model/world.ts'

/** A world as rules see it. */
export type Judged = World & {
  /** Whether a moment has come; present where somebody listens. */
  readonly hasCome?: (at: number) => boolean
}

/** Whether a moment has come. An answer for which `now` was read instead holds for that very moment alone. */
export const hasCome = (at: number, world: Judged): boolean => world.hasCome?.(at) ?? world.now >= at

/** The moments for which an answer holds: from one on, and before another. Epoch milliseconds. */
export interface Span {
  readonly fromAt: number
  readonly untilAt: number
}

/** A world whose clock is listened to. */
export interface Listening {
  readonly world: Judged
  /** Answers, and tells for which moments that answer holds. */
  hear<Answer>(ask: () => Answer): { readonly answer: Answer; readonly span: Span }
}

/** Listens to the clock of this world. */
export const listenTo = (world: World): Listening => {
  const at = world.now
  let [fromAt, untilAt] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const come = (moment: number): boolean => {
    if (moment <= at) fromAt = Math.max(fromAt, moment)
    else untilAt = Math.min(untilAt, moment)
    return moment <= at
  }
  return {
    world: {
      ...world,
      get now() {
        fromAt = at
        // The next millisecond is another moment.
        untilAt = Math.min(untilAt, at + 1)
        return at
      },
      hasCome: come
    },
    hear: (ask) => {
      ;[fromAt, untilAt] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      const answer = ask()
      return { answer, span: { fromAt, untilAt } }
    }
  }
}
