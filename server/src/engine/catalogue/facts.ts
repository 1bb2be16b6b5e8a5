/** Gathers what marks of the catalogue are made of, each part kept until it changes: asking the database afresh at every key stroke would take longer than the answer may. */
import type { LiveEvent } from '@pcu/contract'
import type { Decided, RowPin } from '#core/catalogue/marks.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import { plexPath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { resolvePin } from '#core/pins/resolve.ts'
import type { Bus } from '#engine/bus.ts'
import type { Known as KnownLibrary } from '#engine/library/known.ts'
import type { Watcher } from '#engine/watcher/watcher.ts'
import type { LastSight, Seen } from '#engine/why/seen.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { PinStore } from '#ports/pins.ts'
import type { RunStore, WatcherRecord } from '#ports/store.ts'

/** What gathering needs. */
export interface FactDeps {
  readonly ledger: Pick<Ledger, 'owned'>
  readonly runs: Pick<RunStore, 'latestReport'>
  readonly sight: Pick<LastSight, 'last'>
  readonly pins: Pick<PinStore, 'all'>
  /** The server that is ours; undefined while none is known. */
  readonly ourServer: () => Promise<string | undefined>
  readonly watcher: Pick<Watcher, 'load' | 'nameOf'> & { readonly records: { known(): Pick<WatcherRecord, 'plays'> } }
  readonly bus: Pick<Bus, 'subscribe'>
}

/** What the database holds. */
export interface Stored {
  readonly owned: readonly OwnedUnit[]
  /** Of the last plan before this life of the program; empty once a plan was seen. */
  readonly older: readonly Decided[]
}

/** The facts. Each answer is the same object until it changes. */
export interface Facts {
  stored(): Promise<Stored>
  pinned(known: KnownLibrary | undefined): Promise<ReadonlyMap<string, readonly RowPin[]>>
  playing(): Promise<ReadonlyMap<string, readonly string[]>>
  /** Something was changed without an event. */
  changed(): void
}

/** Told often, and nothing that is shown changes with them. */
const idle: ReadonlySet<LiveEvent['type']> = new Set([
  'move.progressed',
  'move.started',
  'pool.measured',
  'roots.examined',
  'run.requested',
  'run.waits',
  'session.changed',
  'access.noted'
])

/** What is asked for again only after a change; who asks meanwhile gets the one answer. */
const kept = <Value>(ask: () => Promise<Value>) => {
  let answer: Promise<Value> | undefined
  return {
    get: (): Promise<Value> => {
      const asked = answer ?? ask()
      answer = asked
      asked.catch(() => {
        if (answer === asked) answer = undefined
      })
      return asked
    },
    drop: (): void => {
      answer = undefined
    }
  }
}

const olderDecisions = async ({ runs, sight }: FactDeps): Promise<readonly Decided[]> => {
  if (sight.last() !== undefined) return []
  const report = await runs.latestReport()
  return (report?.decisions ?? []).map(({ unit, action, rank, because }) => ({
    ...{ unit, action, rank: rank ?? undefined },
    because: because.map(({ reason }) => reason)
  }))
}

const playingOf = ({ records, nameOf }: FactDeps['watcher']): ReadonlyMap<string, readonly string[]> => {
  const playing = new Map<string, readonly string[]>()
  for (const play of records.known().plays) {
    if (play.endedAt !== undefined) continue
    playing.set(play.ratingKey, [...new Set([...(playing.get(play.ratingKey) ?? []), nameOf(play)])])
  }
  return playing
}

type Pinned = ReadonlyMap<string, readonly RowPin[]>

const pinnedIn = async ({ pins, ourServer }: FactDeps, known: KnownLibrary | undefined): Promise<Pinned> => {
  const held = new Map<string, readonly RowPin[]>()
  if (known === undefined) return held
  const question = { library: known.index, unread: known.unread, server: await ourServer() }
  for (const pin of await pins.all()) {
    const hold = resolvePin(pin, question)
    const items = hold.state === 'found' ? hold.items : []
    for (const { ratingKey } of items)
      held.set(ratingKey, [...(held.get(ratingKey) ?? []), { id: pin.id, kind: pin.kind }])
  }
  return held
}

/** Gathers them; follows the bus. */
export const createFacts = (deps: FactDeps): Facts => {
  const { ledger, watcher, bus } = deps
  const stored = kept(async () => {
    const [owned, older] = await Promise.all([ledger.owned(), olderDecisions(deps)])
    return { owned, older }
  })
  let pinnedFor: KnownLibrary | undefined
  const pinned = kept(() => pinnedIn(deps, pinnedFor))
  const drop = (): void => {
    stored.drop()
    pinned.drop()
  }
  bus.subscribe(({ type }) => {
    if (!idle.has(type)) drop()
  })
  return {
    stored: stored.get,
    pinned: (known) => {
      if (known !== pinnedFor) pinned.drop()
      pinnedFor = known
      return pinned.get()
    },
    playing: async () => {
      await watcher.load()
      return playingOf(watcher)
    },
    changed: drop
  }
}

/** The ratingKeys of a unit, or of a wanted file without a place here, as the last plan knew them. */
export const keysIn =
  (seen: Seen | undefined, library: LibraryIndex | undefined) =>
  (unit: string): readonly string[] => {
    const known = seen?.world.units.get(sharePath(unit))
    if (known !== undefined) return known.ratingKeys
    return library?.itemsAt(plexPath(unit)).map(({ ratingKey }) => ratingKey) ?? []
  }
