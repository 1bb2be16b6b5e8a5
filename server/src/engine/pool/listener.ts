/** Listens to the pool: when somebody changes or deletes one of our copies, a run is asked for, once it is quiet again. */
import type { Bus } from '#engine/bus.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger, OwnedCopy } from '#ports/ledger.ts'
import type { PoolWatch, Watching } from '#ports/pool-watch.ts'
import { folderOf, type Reconciler } from './reconcile.ts'

/** What listening needs. */
export interface ListenerDeps {
  readonly watch: PoolWatch
  readonly ledger: Pick<Ledger, 'copies'>
  readonly reconciler: Pick<Reconciler, 'heard'>
  readonly clock: Clock
  readonly bus: Bus
  readonly problems: Problems
  readonly ask: () => Acceptance
  /** How long a changed copy must have rested before it is written home, milliseconds. */
  readonly restMs: number
  /** Hears of bugs. */
  readonly onBug: (thrown: unknown) => void
}

/** Somebody who copies a film writes for minutes; its end is what counts, but news that never ends must not be put off for ever. */
const quietMs = 5000
const mostWaitMs = 60_000

type Roots = ReadonlyMap<string, readonly string[]>

const foldersByRoot = (copies: readonly OwnedCopy[]): Roots =>
  new Map(
    [...Map.groupBy(copies, ({ poolRoot }) => poolRoot)].map(([root, own]) => [
      root,
      [...new Set(own.map(({ path }) => folderOf(path)))].toSorted()
    ])
  )

const keyOf = (roots: Roots): string => JSON.stringify([...roots])

/** Keeps the watches on the folders that hold copies of ours; after every run they may be others. */
const createWatches = ({ watch, problems }: ListenerDeps, heard: (folder: string) => void) => {
  let open: readonly Watching[] = []
  let key = ''
  const close = (): void => {
    for (const one of open) one.close()
    open = []
  }
  return {
    close,
    renew: async (roots: Roots): Promise<void> => {
      if (keyOf(roots) === key) return
      key = keyOf(roots)
      close()
      open = await Promise.all([...roots].map(([root, folders]) => watch.watch(root, folders, heard)))
      const sentences = open.flatMap(({ trouble }) => trouble ?? [])
      problems.report(
        'pool-watch.',
        sentences.map((sentence, n) => ({ id: `pool-watch.${n}`, severity: 'info', sentence, setting: null }))
      )
    }
  }
}

/** Starts to listen. */
export const listenToPool = (deps: ListenerDeps): { close(): void } => {
  const { clock, bus, ledger, reconciler, onBug } = deps
  let folders = new Set<string>()
  let timer: { readonly since: number; cancel(): void } | undefined
  let rest: { cancel(): void } | undefined
  let closed = false

  /** A run now would only find that somebody may still be writing it. */
  const restUntil = (): void => {
    rest?.cancel()
    rest = clock.after(deps.restMs + quietMs, () => void deps.ask())
  }

  const compare = async (): Promise<void> => {
    const heard = folders
    folders = new Set()
    // What we did ourselves is in the ledger by now, so only what others did is a difference.
    const found = [...(await reconciler.heard(heard)).values()]
    if (closed || found.length === 0) return
    if (found.some(({ state }) => state !== 'changed')) deps.ask()
    else restUntil()
  }

  const heard = (folder: string): void => {
    if (closed) return
    folders.add(folder)
    timer?.cancel()
    const since = timer?.since ?? clock.now()
    const wait = Math.max(0, Math.min(quietMs, since + mostWaitMs - clock.now()))
    const { cancel } = clock.after(wait, () => {
      timer = undefined
      compare().catch(onBug)
    })
    timer = { since, cancel }
  }

  const watches = createWatches(deps, heard)
  const renew = async (): Promise<void> => {
    const copies = await ledger.copies()
    if (!closed) await watches.renew(foldersByRoot(copies))
  }
  const subscription = bus.subscribe(({ type }) => {
    if (type === 'run.finished') renew().catch(onBug)
  })
  renew().catch(onBug)

  return {
    close: () => {
      closed = true
      subscription.cancel()
      timer?.cancel()
      rest?.cancel()
      watches.close()
    }
  }
}
