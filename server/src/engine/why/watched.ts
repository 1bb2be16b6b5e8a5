/** What the real-time watcher knows of one unit: who watched it, what came of that, and when its timer runs out. */
import { formatDuration, type PlayRecord, type WhyEvent } from '@pcu/contract'
import type { UnitId } from '#core/model/unit.ts'
import { beginning } from '#core/why/beginning.ts'
import { recordOfPlay } from '#engine/watcher/tell.ts'
import type { Watcher } from '#engine/watcher/watcher.ts'
import type { WatcherStore } from '#ports/store.ts'

/** What telling needs. */
export interface WatchedDeps {
  readonly watcher: Pick<Watcher, 'load' | 'idle' | 'facts' | 'nameOf' | 'records' | 'following'>
  readonly watcherStore: Pick<WatcherStore, 'playsOf'>
}

/** What is told of. */
export interface Watched {
  readonly unit: UnitId
  /** Of its items, as long as nobody knows which of their files was played. */
  readonly ratingKeys: readonly string[]
}

const base = { run: null, bytes: null, tookMs: null } as const

const tiers = { pool: 'from the pool', array: 'from the array' } as const

const howFar = ({ finished, endedAt, percent }: PlayRecord): string => {
  if (finished) return 'watched it to the end'
  if (endedAt === null) return percent === null ? 'is watching it' : `is watching it (at ${percent} %)`
  return percent === null ? 'watched it' : `watched it up to ${percent} %`
}

const played = (play: PlayRecord): WhyEvent => {
  const length = play.watchedMs < 1000 ? '' : `, ${formatDuration(play.watchedMs)}`
  const sentence = `${beginning(play.person)} ${howFar(play)}${length}, ${tiers[play.tier]}. ${play.sentence}`
  return { ...base, at: play.startedAt, what: 'played', sentence }
}

/** So many hours after it began, as the setting says now; what has passed is told by what was written down then. */
const dueOf = (unit: UnitId, { watcher }: WatchedDeps, now: number): readonly WhyEvent[] => {
  const timer = watcher.facts().timers.get(unit)
  if (timer === undefined || timer.dueAt <= now) return []
  const sentence = 'Its removal timer runs out; it goes home then, unless somebody wants it or another rule keeps it.'
  return [{ ...base, at: timer.dueAt, what: 'due', sentence }]
}

/** The newest `most` plays, and when it goes home. */
export const watchedOf = async (
  watched: Watched,
  deps: WatchedDeps,
  { now, most }: { readonly now: number; readonly most: number }
): Promise<readonly WhyEvent[]> => {
  const { watcher, watcherStore } = deps
  // A command without a server settles nothing before it asks.
  await watcher.load()
  await watcher.idle()
  const plays = await watcherStore.playsOf(watched, most)
  const foretold = watcher.following.foretold()
  const newest = plays
    .map((play) => watcher.records.play(play.id) ?? play)
    .map((play) => ({ ...play, did: foretold.get(play.id) ?? play.did }))
  return [...dueOf(watched.unit, deps, now), ...newest.map((play) => played(recordOfPlay(play, watcher.nameOf(play))))]
}
