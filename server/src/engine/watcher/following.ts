/** Follows what runs make of the watcher's wishes: what came to the pool for a play, what went home by its timer, what failed. */
import type { LiveEvent, Move } from '@pcu/contract'
import type { LibraryIndex } from '#core/model/library.ts'
import type { OwnedUnit, Unit, UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { deedOf, type PlannedWorld, postponedNow, savedByFewer, timersOfNothing } from '#core/watcher/after-plan.ts'
import type { Deed, Play } from '#core/watcher/play.ts'
import { watcherSource } from '#core/watcher/wishes.ts'
import { timerPutOff } from './chronicle.ts'
import type { Meeting, Wished } from './meeting.ts'
import type { Records } from './records.ts'
import type { Wishing } from './wishing.ts'

/** What following needs. */
export interface FollowingDeps {
  readonly records: Records
  readonly wishing: Wishing
  readonly meeting: Meeting
  readonly timeZone: string
}

/** The follower. */
export interface Following {
  /** Takes what a run plans, and the world that it plans for. Of a dry run nothing is written down. */
  planned(planned: PlannedWorld): void
  hear(event: LiveEvent): void
  /** What became of plays as the newest plan sees it, by their numbers, where that was a dry run and is not written down. */
  foretold(): ReadonlyMap<number, Deed>
  /** What the watcher wanted of the newest world, and how far that is. */
  wished(): ReadonlyMap<UnitId, Wished>
  /** Units that are moved. */
  moving(): ReadonlyMap<string, Move>
  /** Whether an item lies on the pool, is on its way there, or was planned for because of this play. */
  isCovered(ratingKey: string, play: number): boolean
  /** The newest library that was read; undefined before the first run. */
  library(): LibraryIndex | undefined
}

/** The newest world, as far as the watcher needs it between two runs. */
interface Seen {
  readonly library: LibraryIndex | undefined
  readonly wished: ReadonlyMap<UnitId, Wished>
  readonly keysOf: ReadonlyMap<string, readonly string[]>
  /** Items that are wholly on the pool. */
  readonly onPool: ReadonlySet<string>
  /** Whose watchlists hold units and do not count for them. */
  readonly despite: ReadonlyMap<string, readonly string[]>
}

const nothing: Seen = {
  library: undefined,
  wished: new Map(),
  keysOf: new Map(),
  onPool: new Set(),
  despite: new Map()
}

const isWholly = (unit: OwnedUnit | undefined): boolean => unit !== undefined && unit.state !== 'partial'

const wishedOf = (world: World, asked: ReturnType<Wishing['asked']>): ReadonlyMap<UnitId, Wished> => {
  const owned = new Map(world.owned.map((unit) => [unit.id, unit]))
  const wish = ({ id, title, ratingKeys }: Unit): Wished => ({
    title,
    ratingKeys,
    plays: [...new Set(ratingKeys.flatMap((key) => asked.get(key) ?? []))],
    isOnPool: isWholly(owned.get(id))
  })
  const wanted = [...world.units.values()].filter(({ wants }) => wants.some(({ source }) => source === watcherSource))
  return new Map(wanted.map((unit) => [unit.id, wish(unit)]))
}

const seenIn = ({ world, library }: PlannedWorld, asked: ReturnType<Wishing['asked']>): Seen => {
  const keysOf = new Map([...world.owned, ...world.units.values()].map(({ id, ratingKeys }) => [id, ratingKeys]))
  return {
    library,
    wished: wishedOf(world, asked),
    keysOf,
    onPool: new Set(world.owned.filter(isWholly).flatMap(({ id, ratingKeys }) => keysOf.get(id) ?? ratingKeys)),
    despite: new Map([...world.timers].map(([unit, timer]) => [unit, timer.despite]))
  }
}

/** Judges plays anew, and finds the units of those that were not placed when they began. */
const judgedAnew = (
  { records, wishing }: FollowingDeps,
  { world, library }: PlannedWorld,
  wished: Seen['wished']
): readonly Play[] => {
  const units = new Map([...world.units.values()].flatMap(({ id, ratingKeys }) => ratingKeys.map((key) => [key, id])))
  const judged = (play: Play): Play => ({
    ...play,
    unit: play.unit ?? units.get(play.ratingKey),
    did: deedOf(play, {
      isCounted: wishing.counts(play),
      isListed: library.item(play.ratingKey) !== undefined,
      isAsked: wishing.asks(play),
      isWaiting: [...wished.values()].some((wish) => !wish.isOnPool && wish.plays.includes(play.id))
    })
  })
  const before = records.known().plays
  return before.map(judged).filter(({ did, unit }, n) => did !== before[n]?.did || unit !== before[n]?.unit)
}

const tidyRecords = ({ records, timeZone }: FollowingDeps, planned: PlannedWorld): void => {
  const { timers, sentHome } = records.known()
  const postponed = postponedNow(timers, planned)
  const gone = timersOfNothing(timers, planned.world)
  const fewer = savedByFewer(sentHome, planned.world)
  const first = [...postponed.values()].filter(({ isAgain }) => !isAgain).length
  if (first > 0) records.count({ postponed: first })
  if (postponed.size + gone.size + fewer.size === 0) return
  const { now: at } = planned.world
  records.change({
    timers: new Map([...[...postponed].map(([unit, { timer }]) => [unit, timer] as const), ...gone]),
    sentHome: fewer,
    events: [...postponed].map(([unit, put]) => timerPutOff({ ...put, unit, at }, timeZone))
  })
}

/** A wish for something that is there, with the beginning of its newest play; undefined when that has been noted. */
const unnoted = ({ records, meeting }: FollowingDeps, wish: Wished | undefined): number | undefined => {
  if (wish === undefined || !wish.isOnPool || wish.plays.length === 0) return undefined
  const newest = Math.max(...meeting.playsOf(wish).map(({ startedAt }) => startedAt))
  const isMet = wish.ratingKeys.some((key) => (records.known().met.get(key) ?? 0) >= newest)
  return isMet ? undefined : newest
}

/** Before a death of the program nobody heard that something came. */
const meetWhatIsThere = (deps: FollowingDeps, { world }: PlannedWorld, wished: Seen['wished']): void => {
  for (const { id, promotedAt } of world.owned) {
    const wish = wished.get(id)
    const newest = unnoted(deps, wish)
    if (wish === undefined || newest === undefined) continue
    deps.meeting.met(id, wish, promotedAt >= newest ? promotedAt : undefined)
  }
}

/** Follows; `hear` is to be subscribed to the bus. */
export const createFollowing = (deps: FollowingDeps): Following => {
  const { records, wishing, meeting } = deps
  let seen = nothing
  let foretold: ReturnType<Following['foretold']> = new Map()
  const moving = new Map<string, Move>()

  const wishFor = (unit: string): readonly [UnitId, Wished] | undefined => [...seen.wished].find(([id]) => id === unit)

  const cameIn = ({ unit, startedAt }: Move): void => {
    const [id, wish] = wishFor(unit) ?? []
    seen = { ...seen, onPool: new Set([...seen.onPool, ...(seen.keysOf.get(unit) ?? [])]) }
    if (id === undefined || wish === undefined) return
    seen = { ...seen, wished: new Map(seen.wished).set(id, { ...wish, isOnPool: true }) }
    meeting.met(id, wish, startedAt)
  }

  const wentHome = ({ unit }: Move): void => {
    const left = seen.keysOf.get(unit) ?? []
    seen = { ...seen, onPool: new Set([...seen.onPool].filter((key) => !left.includes(key))) }
    const id = [...records.known().timers.keys()].find((timed) => timed === unit)
    if (id !== undefined) meeting.wentHome(id, seen.despite.get(unit) ?? [])
  }

  const failed = ({ unit, direction }: Move): void => {
    if (direction === 'in' && wishFor(unit) !== undefined) records.count({ failures: 1 })
  }

  const ended = (event: Extract<LiveEvent, { move: Move }>): void => {
    moving.delete(event.move.unit)
    if (event.type === 'move.failed') failed(event.move)
    if (event.type !== 'move.finished') return
    if (event.move.direction === 'in') cameIn(event.move)
    if (event.move.direction === 'out') wentHome(event.move)
  }

  return {
    planned: (planned) => {
      seen = seenIn(planned, wishing.asked())
      if (!planned.dryRun) meetWhatIsThere(deps, planned, seen.wished)
      const plays = judgedAnew(deps, planned, seen.wished)
      foretold = new Map(planned.dryRun ? plays.map(({ id, did }) => [id, did]) : [])
      if (planned.dryRun) return
      if (plays.length > 0) records.change({ plays })
      tidyRecords(deps, planned)
    },
    hear: (event) => {
      if (event.type === 'run.finished') moving.clear()
      if (event.type === 'move.started' || event.type === 'move.progressed') moving.set(event.move.unit, event.move)
      else if ('move' in event) ended(event)
    },
    foretold: () => foretold,
    wished: () => seen.wished,
    moving: () => moving,
    isCovered: (ratingKey, play) =>
      seen.onPool.has(ratingKey) ||
      [...moving.keys()].some((unit) => seen.keysOf.get(unit)?.includes(ratingKey) === true) ||
      [...seen.wished.values()].some((wish) => wish.plays.includes(play) && wish.ratingKeys.includes(ratingKey)),
    library: () => seen.library
  }
}
