/** How long whoever guesses passwords waits: a few tries are free, then each costs twice the wait of the one before, up to a limit. */

/** Failed tries of one address, or for one account. */
export interface Tries {
  readonly failures: number
  /** Epoch milliseconds. */
  readonly lastAt: number
}

/** How strict to be. */
export interface Patience {
  readonly free: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
}

/** One address waits up to a quarter of an hour. */
export const patienceWithAddress: Patience = { free: 5, firstWaitMs: 2000, longestWaitMs: 15 * 60_000 }
/** Everybody who tries one account waits, its owner too: so never for long. Sessions that are open do not notice. */
export const patienceWithAccount: Patience = { free: 20, firstWaitMs: 1000, longestWaitMs: 30_000 }

/** Tries are forgotten after so long without another one, milliseconds. */
const memoryMs = 60 * 60_000

const isForgotten = ({ lastAt }: Tries, now: number): boolean => now - lastAt > memoryMs || now < lastAt

/** Milliseconds until the next try is answered; 0: now. */
export const waitOf = (tries: Tries | undefined, now: number, patience: Patience): number => {
  if (tries === undefined || isForgotten(tries, now) || tries.failures < patience.free) return 0
  const doublings = Math.min(tries.failures - patience.free, 30)
  const wait = Math.min(patience.firstWaitMs * 2 ** doublings, patience.longestWaitMs)
  return Math.max(0, tries.lastAt + wait - now)
}

/** After one more. */
export const oneMore = (tries: Tries | undefined, now: number): Tries => ({
  failures: tries === undefined || isForgotten(tries, now) ? 1 : tries.failures + 1,
  lastAt: now
})
