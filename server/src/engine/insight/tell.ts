/** Tells what the cache brought: counted from what was kept. Asks Plex nothing, and no disk. */
import { type Insight, mostPoints } from '@pcu/contract'
import { bytesOf } from '#core/catalogue/columns.ts'
import { lastDays } from '#core/insight/days.ts'
import type { PlayStart } from '#core/insight/start.ts'
import { daysRead, tallyOf, withRates } from '#core/insight/tally.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Known, KnownLibrary } from '#engine/library/known.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import { forEachBreathing } from '#kit/breathe.ts'
import type { Clock } from '#ports/clock.ts'
import type { CacheSample, DiskChange, InsightStore } from '#ports/insight/insight.ts'
import type { Ledger } from '#ports/ledger.ts'
import { arrayRootsOf, type DiskKeeper } from './disks.ts'

/** What telling needs. */
export interface InsightTellDeps {
  readonly insightStore: Pick<InsightStore, 'groups' | 'days' | 'missed' | 'samples' | 'disks' | 'beginnings'>
  readonly ledger: Pick<Ledger, 'owned'>
  readonly library: Pick<KnownLibrary, 'last'>
  readonly live: Pick<LiveState, 'roots' | 'pool'>
  readonly disks: Pick<DiskKeeper, 'states'>
  readonly clock: Pick<Clock, 'now'>
  readonly timeZone: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const weekMs = 7 * dayMs
const shortestDayMs = 23 * hourMs
const mostMissed = 20
const itemsAtOnce = 500

type Sections = Insight['sections']

const pointOf = ({ at, bytes, units, limitBytes, freeBytes, totalBytes }: CacheSample): Insight['cache'][number] => ({
  ...{ at, bytes, units },
  ...{ limitBytes: limitBytes ?? null, freeBytes: freeBytes ?? null, totalBytes: totalBytes ?? null }
})

const missedOf = ({ at, ratingKey, title, person, miss, diskState }: PlayStart): Insight['missed'] =>
  miss === undefined ? [] : [{ at, ratingKey, title, person, reason: miss, disk: diskState }]

/** The bytes of each section; gone through once for each reading of the library. */
const createSizes = () => {
  let of: Known | undefined
  let sizes: Promise<ReadonlyMap<string, number>> | undefined
  const gather = async (known: Known): Promise<ReadonlyMap<string, number>> => {
    const sums = new Map<string, number>()
    await forEachBreathing(known.index.items(), itemsAtOnce, (item) => {
      sums.set(item.sectionId, (sums.get(item.sectionId) ?? 0) + (bytesOf(item) ?? 0))
    })
    return sums
  }
  return (known: Known): Promise<ReadonlyMap<string, number>> => {
    if (of !== known || sizes === undefined) sizes = gather(known)
    of = known
    return sizes
  }
}

const poolBytesIn = (owned: readonly OwnedUnit[], sectionId: string): number =>
  owned.filter((unit) => unit.sectionId === sectionId).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

const createSections = ({ library, ledger }: InsightTellDeps): (() => Promise<Sections>) => {
  const sizesOf = createSizes()
  return async () => {
    const known = library.last()
    if (known === undefined) return null
    const [sizes, owned] = await Promise.all([sizesOf(known), ledger.owned()])
    return known.index.sections.map(({ sectionId, title }) => {
      const poolBytes = poolBytesIn(owned, sectionId)
      return { sectionId, title, poolBytes, totalBytes: Math.max(poolBytes, sizes.get(sectionId) ?? 0) }
    })
  }
}

const disksOf = ({ live, disks }: InsightTellDeps, changes: readonly DiskChange[]): Insight['disks'] => {
  const states = disks.states()
  return arrayRootsOf(live).map((path) => {
    const known = states.get(path)
    const course = changes.filter((change) => change.path === path).map(({ at, state }) => ({ at, state }))
    return { path, state: known?.state ?? 'unknown', since: course.at(-1)?.at ?? known?.since ?? null, course }
  })
}

/** The beginnings of days, made anew only when another day may have begun: a formatter of a time zone takes its time. */
const createDays = (timeZone: string) => {
  let made: readonly number[] = []
  return (now: number, count: number): readonly number[] => {
    const today = made.at(-1)
    const isSame = made.length === count && today !== undefined && now >= today && now - today < shortestDayMs
    if (!isSame) made = lastDays(now, count, timeZone)
    return made
  }
}

type Kept = Pick<Insight, 'plays' | 'week' | 'weekBefore' | 'byDay' | 'missed'>

const playsOf = async (
  store: InsightTellDeps['insightStore'],
  { now, days, beginnings }: { now: number; days: number; beginnings: readonly number[] }
): Promise<Kept> => {
  const since = beginnings.at(-days) ?? now
  const ever = Number.MAX_SAFE_INTEGER
  const [shown, week, weekBefore, counts, missed] = await Promise.all([
    store.groups(since, ever),
    store.groups(now - weekMs, ever),
    store.groups(now - 2 * weekMs, now - weekMs),
    store.days(beginnings),
    store.missed(since, mostMissed)
  ])
  const byDay = counts.map((one, position) => ({ at: beginnings[position] ?? now, ...one }))
  return {
    plays: tallyOf(shown),
    week: tallyOf(week),
    weekBefore: tallyOf(weekBefore),
    byDay: [...withRates(byDay, days)],
    missed: missed.flatMap(missedOf)
  }
}

type Points = Insight['cache']

/** The line goes up to this moment, which the last sample may be long before. */
const withNow = async ({ ledger, live }: InsightTellDeps, points: Points, now: number): Promise<Points> => {
  const last = points.at(-1)
  if (last === undefined || last.at >= now) return points
  const owned = await ledger.owned()
  const bytes = owned.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const { budgetBytes = null, freeBytes = null, totalBytes = null } = live.pool() ?? {}
  return [...points, { at: now, bytes, units: owned.length, limitBytes: budgetBytes, freeBytes, totalBytes }]
}

/** The answer to `days`. */
export const createInsightTeller = (deps: InsightTellDeps): ((query: { days: number }) => Promise<Insight>) => {
  const { insightStore, clock, timeZone } = deps
  const sections = createSections(deps)
  const beginningsOf = createDays(timeZone)
  return async ({ days }) => {
    const now = clock.now()
    const beginnings = beginningsOf(now, daysRead(days))
    const since = beginnings.at(-days) ?? now
    const [plays, samples, changes, begun] = await Promise.all([
      playsOf(insightStore, { now, days, beginnings }),
      insightStore.samples({ since, most: mostPoints - 1 }),
      insightStore.disks(now - dayMs),
      insightStore.beginnings()
    ])
    return {
      ...{ now, timeZone, days, since, playsSince: begun.plays ?? null, samplesSince: begun.samples ?? null },
      ...plays,
      cache: await withNow(deps, samples.map(pointOf), now),
      sections: await sections(),
      disks: disksOf(deps, changes)
    }
  }
}
