/** Runs many jobs with at most so many at a time. */
import PQueue from 'p-queue'

/**
 * Calls `work` for every item, at most `limit` at once, in order of start; the results keep the order of the items.
 *
 * When one call throws, no further one is started, and the error is thrown once all that were under way have ended:
 * nothing goes on behind the back of whoever waits.
 */
export const forEachBounded = async <Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>
): Promise<readonly Result[]> => {
  const queue = new PQueue({ concurrency: limit })
  const job = async (item: Item): Promise<Result> => {
    try {
      return await work(item)
    } catch (thrown) {
      queue.pause()
      throw thrown
    }
  }
  try {
    return await Promise.all(items.map((item) => queue.add(() => job(item))))
  } catch (thrown) {
    await queue.onPendingZero()
    throw thrown
  }
}

/** Calls `work` for every item at once; the results keep the order of the items. When one throws, the first error is thrown once all have ended. */
export const allAtOnce = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>
): Promise<readonly Result[]> => {
  const ended = await Promise.allSettled(items.map(work))
  return ended.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}
