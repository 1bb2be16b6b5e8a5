/** Gives way to the machine's own mover: waits for its end, and lets the run be when that takes too long. */
import type { Reason } from '@pcu/contract'
import { waitBy } from '#kit/wait-by.ts'
import type { Clock } from '#ports/clock.ts'
import type { StorageHost } from '#ports/storage-host.ts'

/** What giving way needs. */
interface WayDeps {
  readonly host: Pick<StorageHost, 'otherMover'>
  readonly clock: Clock
}

const betweenMs = 10_000
const mostMs = 10 * 60_000

/** Waits up to ten minutes, undone at once by the signal, whose reason is thrown. The reason when the other one is still at work then. */
export const awaitOtherMover = async ({ host, clock }: WayDeps, signal: AbortSignal): Promise<Reason | undefined> => {
  const until = clock.now() + mostMs
  let reason = await host.otherMover?.()
  while (reason !== undefined && clock.now() < until) {
    signal.throwIfAborted()
    await waitBy(clock, betweenMs, signal)
    reason = await host.otherMover?.()
  }
  return reason
}
