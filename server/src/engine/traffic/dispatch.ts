/** Starts the next step in order whose lanes are free, again and again until all have ended. */
import type { Claim } from './claims.ts'

/** What is to be dispatched. */
export interface Traffic<Item, Result> {
  /** In the order in which they should begin. */
  readonly items: readonly Item[]
  readonly claims: (item: Item) => readonly Claim[]
  /** Whether it may begin as far as anything but its lanes goes; asked again whenever another one has ended. */
  readonly mayBegin: (item: Item) => boolean
  /** `claim` takes more lanes, until the item's work has ended, when all of them are free; it never waits, so that nobody waits while he holds a lane. */
  readonly work: (item: Item, claim: (more: readonly Claim[]) => boolean) => Promise<Result>
  /** Whether nothing may begin for now. */
  readonly isHeld: () => boolean
  /** Tells of every change of that, until the function that it gives back is called. */
  readonly changed: (listener: () => void) => () => void
}

/** Who holds how much of which lane. */
const createBoard = () => {
  const held = new Map<string, number>()
  const change = ({ lane }: Claim, by: number): void => {
    held.set(lane, (held.get(lane) ?? 0) + by)
  }
  return {
    isFree: ({ lane, places }: Claim): boolean => (held.get(lane) ?? 0) < places,
    take: (claims: readonly Claim[]): void => {
      for (const claim of claims) change(claim, 1)
    },
    give: (claims: readonly Claim[]): void => {
      for (const claim of claims) change(claim, -1)
    }
  }
}

const keepInOrder = (wanted: readonly Claim[], reserved: Set<string>): void => {
  for (const { lane, inOrder } of wanted) if (inOrder) reserved.add(lane)
}

/** Until one has ended, or somebody let go or took hold. */
const somethingHappens = async (
  running: ReadonlySet<Promise<void>>,
  changed: Traffic<unknown, unknown>['changed']
): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const forget = changed(resolve)
  await Promise.race([...running, promise])
  forget()
}

const inOrderOf = <Result>(items: readonly unknown[], results: ReadonlyMap<number, Result>): readonly Result[] =>
  items.flatMap((_, position) => {
    const result = results.get(position)
    return result === undefined ? [] : [result]
  })

/**
 * Runs every item once and gives their results in the order of the items.
 *
 * A step takes all of its lanes or none, so none waits while it holds one. One that waits for a disk keeps those behind it away from that disk: per disk the
 * order holds and a step that needs two disks is not passed over for ever; the other lanes are given to the first that fits.
 *
 * When one call throws, nothing further begins, and the error is thrown once all that were under way have ended.
 */
export const dispatch = async <Item, Result>(traffic: Traffic<Item, Result>): Promise<readonly Result[]> => {
  const { items, claims, mayBegin, work, isHeld, changed } = traffic
  const board = createBoard()
  const waiting = new Map(items.map((item, position) => [position, { item, claims: claims(item) }]))
  const results = new Map<number, Result>()
  const running = new Set<Promise<void>>()
  const thrown: unknown[] = []

  const begin = (position: number, item: Item, taken: readonly Claim[]): void => {
    waiting.delete(position)
    board.take(taken)
    const held = [...taken]
    const claim = (more: readonly Claim[]): boolean => {
      const isNew = more.filter(({ lane }) => held.every((one) => one.lane !== lane))
      if (!isNew.every(board.isFree)) return false
      board.take(isNew)
      held.push(...isNew)
      return true
    }
    const done = work(item, claim).then(
      (result) => void results.set(position, result),
      (error: unknown) => void thrown.push(error)
    )
    const ended: Promise<void> = done.then(() => {
      board.give(held)
      running.delete(ended)
    })
    running.add(ended)
  }

  const beginWhatMay = (): void => {
    if (thrown.length > 0 || isHeld()) return
    const reserved = new Set<string>()
    for (const [position, { item, claims: wanted }] of waiting) {
      const open = wanted.every((claim) => board.isFree(claim) && !reserved.has(claim.lane))
      if (open && mayBegin(item)) begin(position, item, wanted)
      else keepInOrder(wanted, reserved)
    }
  }

  const goesOn = (): boolean => running.size > 0 || (waiting.size > 0 && thrown.length === 0 && isHeld())

  beginWhatMay()
  while (goesOn()) {
    await somethingHappens(running, changed)
    beginWhatMay()
  }
  if (thrown.length > 0) throw thrown[0]
  if (waiting.size > 0) throw new Error(`${waiting.size} steps wait for something that nobody holds`)
  return inOrderOf(items, results)
}
