/** What the watcher knows, in memory and in the store: changes count at once and are written one after the other. */
import type { UnitId } from '#core/model/unit.ts'
import { leftOpen, type Play } from '#core/watcher/play.ts'
import { notFromTheFuture } from '#core/watcher/timers.ts'
import { isWishing, wishForMs } from '#core/watcher/wishes.ts'
import type { Clock } from '#ports/clock.ts'
import type { WatcherChange, WatcherCounts, WatcherRecord, WatcherStore } from '#ports/store.ts'

/** The record; read it, change it through `change` only. */
export interface Records {
  load(): Promise<void>
  known(): WatcherRecord & { readonly counts: WatcherCounts }
  play(id: number): Play | undefined
  /** Takes the next number for a play. */
  nextId(): number
  change(change: WatcherChange): void
  /** Changes a play without writing it: what is reported every few seconds is written now and then. */
  note(play: Play): void
  count(more: Partial<Omit<WatcherCounts, 'since'>>): void
  /** Waits until everything is written. */
  idle(): Promise<void>
}

/** What keeping needs. */
export interface RecordDeps {
  readonly store: WatcherStore
  readonly clock: Clock
  readonly onBug: (thrown: unknown) => void
}

const merged = <Key, Value>(
  before: ReadonlyMap<Key, Value>,
  changes: ReadonlyMap<Key, Value | undefined> | undefined
): ReadonlyMap<Key, Value> => {
  if (changes === undefined) return before
  const after = new Map(before)
  for (const [key, value] of changes) {
    if (value === undefined) after.delete(key)
    else after.set(key, value)
  }
  return after
}

const none = (since: number): WatcherCounts => ({
  since,
  watches: 0,
  cached: 0,
  alreadyThere: 0,
  returned: 0,
  postponed: 0,
  failures: 0,
  toCachedMs: 0
})

const summed = (counts: WatcherCounts, more: Partial<WatcherCounts>): WatcherCounts => ({
  since: counts.since,
  watches: counts.watches + (more.watches ?? 0),
  cached: counts.cached + (more.cached ?? 0),
  alreadyThere: counts.alreadyThere + (more.alreadyThere ?? 0),
  returned: counts.returned + (more.returned ?? 0),
  postponed: counts.postponed + (more.postponed ?? 0),
  failures: counts.failures + (more.failures ?? 0),
  toCachedMs: counts.toCachedMs + (more.toCachedMs ?? 0)
})

const withPlays = (before: readonly Play[], changed: readonly Play[], now: number): readonly Play[] => {
  const all = new Map(before.map((play) => [play.id, play]))
  for (const play of changed) all.set(play.id, play)
  return [...all.values()].filter((play) => isWishing(play, now))
}

/** Nothing is known before it was loaded. */
export const createRecords = ({ store, clock, onBug }: RecordDeps): Records => {
  const empty = { plays: [], nextId: 1, timers: new Map(), met: new Map(), sentHome: new Map() }
  let known: ReturnType<Records['known']> = { ...empty, counts: none(clock.now()) }
  let loading: Promise<void> | undefined
  let writing: Promise<void> = Promise.resolve()

  const write = (change: WatcherChange): void => {
    writing = writing.then(() => store.write(change)).catch(onBug)
  }

  const change = (what: WatcherChange): void => {
    known = {
      ...known,
      plays: withPlays(known.plays, what.plays ?? [], clock.now()),
      timers: merged(known.timers, what.timers),
      met: merged(known.met, what.met),
      sentHome: merged(known.sentHome, what.sentHome),
      counts: what.counts ?? known.counts
    }
    write(what)
  }

  /** How a play went on while nobody listened is not known; a timer of the future begins now. */
  const mend = (): void => {
    const now = clock.now()
    const open = known.plays.filter(({ endedAt }) => endedAt === undefined)
    const ahead = [...known.timers].filter(([, { begunAt }]) => begunAt > now)
    if (open.length === 0 && ahead.length === 0) return
    const timers = new Map<UnitId, (typeof ahead)[number][1]>(
      ahead.map(([unit, timer]) => [unit, notFromTheFuture(timer, now)])
    )
    change({ plays: open.map(leftOpen), timers })
  }

  const read = async (): Promise<void> => {
    const now = clock.now()
    const record = await store.read(now - wishForMs)
    known = { ...record, counts: { ...none(now), ...record.counts } }
    mend()
  }

  return {
    load: () => {
      loading ??= read()
      return loading
    },
    known: () => known,
    play: (id) => known.plays.find((play) => play.id === id),
    nextId: () => {
      const { nextId } = known
      known = { ...known, nextId: nextId + 1 }
      return nextId
    },
    change,
    note: (play) => {
      known = { ...known, plays: withPlays(known.plays, [play], clock.now()) }
    },
    count: (more) => change({ counts: summed(known.counts, more) }),
    idle: () => writing
  }
}
