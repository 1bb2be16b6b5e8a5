/** Runs many jobs with at most so many at a time. */
import PQueue from 'p-queue'

/** Calls `work` for every item, at most `limit` at once, in order of start; the results keep the order of the items. */
export const forEachBounded = async <Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>
): Promise<readonly Result[]> => {
  const queue = new PQueue({ concurrency: limit })
  return Promise.all(items.map((item) => queue.add(() => work(item))))
}
