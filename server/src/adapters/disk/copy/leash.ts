/** How a copy is stopped in the middle of a block: nobody waits for the block, and nothing that it uses is let go before it ended. */
import { Failure } from '#src/failure.ts'

/** The Failure of a copy that was told to stop. */
export const stopped = (): Failure => new Failure('move.stopped', { sentence: 'The copy was stopped.', retry: 'later' })

/** Throws when the signal has fired. */
export const refuseStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw stopped()
}

/** Holds the work of one copy. */
export interface Leash {
  /** The work's own end, or Failure `move.stopped` as soon as the signal fires. */
  hold<T>(work: Promise<T>): Promise<T>
  /** Resolves when all work that was held has ended, well or badly. */
  ended(): Promise<void>
  /** No longer listens to the signal. */
  drop(): void
}

/** A leash on a signal. */
export const createLeash = (signal: AbortSignal): Leash => {
  const underWay = new Set<Promise<unknown>>()
  let refuse: (why: Failure) => void = () => undefined
  const stop = new Promise<never>((_, reject) => {
    refuse = reject
  })
  // It is listened to only while work is held.
  stop.catch(() => undefined)
  const onAbort = (): void => refuse(stopped())
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  return {
    hold: (work) => {
      underWay.add(work)
      const done = (): boolean => underWay.delete(work)
      work.then(done, done)
      return Promise.race([work, stop])
    },
    ended: async () => void (await Promise.allSettled(underWay)),
    drop: () => signal.removeEventListener('abort', onAbort)
  }
}
