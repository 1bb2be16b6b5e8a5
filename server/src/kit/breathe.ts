/** Lets others have their turn in the middle of long work. */
import { setImmediate } from 'node:timers/promises'

/** Calls `work` for every item, and lets waiting events in after each `atOnce` of them. */
export const forEachBreathing = async <Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => void
): Promise<void> => {
  let done = 0
  for (const item of items) {
    work(item)
    done += 1
    if (done % atOnce === 0) await setImmediate()
  }
}
