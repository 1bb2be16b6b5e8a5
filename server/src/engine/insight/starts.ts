/** Keeps where each play began and, when it did not come from the pool, why: judged by what was known at that moment, without a call to any disk. */
import type { MissReason, StartTier } from '@pcu/contract'
import { missReasonOf } from '#core/insight/miss.ts'
import type { OwnedUnit, Unit, UnitId } from '#core/model/unit.ts'
import type { Play } from '#core/watcher/play.ts'
import type { KnownLibrary } from '#engine/library/known.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import { type Began, unitPlayed } from '#engine/watcher/hearing.ts'
import type { LastSight, Seen } from '#engine/why/seen.ts'
import type { InsightStore } from '#ports/insight/insight.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { HistoryStore, RunStore } from '#ports/store.ts'
import { type Before, decidedIn, decidedLast } from './before.ts'
import type { DiskKeeper } from './disks.ts'
import { bytesOf, type Moment, type Places } from './places.ts'

/** What keeping needs. */
export interface StartDeps {
  readonly ledger: Pick<Ledger, 'owned'>
  readonly runs: Pick<RunStore, 'latestReport'>
  readonly history: Pick<HistoryStore, 'of'>
  readonly sight: Pick<LastSight, 'last'>
  readonly live: Pick<LiveState, 'moves'>
  readonly library: Pick<KnownLibrary, 'last'>
  readonly disks: Pick<DiskKeeper, 'states'>
  readonly places: Places
  readonly insightStore: Pick<InsightStore, 'hasStart' | 'noteStart'>
  /** No run moves anything. */
  readonly isTestMode: () => boolean
  readonly onBug: (thrown: unknown) => void
}

/** The keeper. */
export interface Starts {
  began(began: Began): void
  /** Waits until everything is written. */
  idle(): Promise<void>
}

interface Found {
  readonly tier: StartTier
  readonly miss?: MissReason
  readonly disk?: string | undefined
}

const eventsLookedAt = 20

const lastOf = (
  events: Awaited<ReturnType<HistoryStore['of']>>,
  kinds: readonly string[],
  until: number
): number | undefined => events.find(({ what, at }) => kinds.includes(what) && at <= until)?.at

const whyNotOnPool = async (deps: StartDeps, began: Began, { moment, unit, before }: Missed): Promise<MissReason> => {
  const { startedAt, personId } = began.play
  const events = await deps.history.of(unit, eventsLookedAt)
  const failedAt = lastOf(events, ['failed', 'stood-back'], startedAt)
  return missReasonOf({
    startedAt,
    decided: before?.decided,
    isPlanned: before !== undefined,
    isComing: moment.incoming.has(unit),
    isTestMode: deps.isTestMode(),
    failedAt: failedAt === undefined || failedAt < (before?.at ?? 0) ? undefined : failedAt,
    returnedAt: lastOf(events, ['returned'], startedAt),
    isExcluded: personId !== undefined && !began.isCounted
  })
}

interface Missed {
  readonly moment: Moment
  readonly unit: UnitId
  readonly before: Before | undefined
}

/** The plan before the play: the newest one in memory, else the newest that was kept. */
const beforeIt = async (deps: StartDeps, { play }: Began, { seen, unit }: { seen: Seen | undefined; unit: UnitId }) => {
  const inMemory = seen === undefined ? undefined : decidedIn(seen, unit)
  if (inMemory !== undefined && inMemory.at <= play.startedAt) return inMemory
  return decidedLast(await deps.runs.latestReport(), unit, play.startedAt)
}

const wasThere = (owned: OwnedUnit | undefined, { startedAt }: Play): boolean =>
  owned !== undefined && owned.promotedAt <= startedAt

const unitIn = (seen: Seen | undefined, ratingKey: string): Unit | undefined =>
  seen === undefined ? undefined : [...seen.world.units.values()].find((unit) => unit.ratingKeys.includes(ratingKey))

const diskIn = (seen: Seen | undefined, unit: UnitId): string | undefined =>
  seen?.world.inspections.get(unit)?.files[0]?.arrayRoot

const findIt = async (deps: StartDeps, began: Began, moment: Moment): Promise<Found> => {
  const { play, news } = began
  const owned = unitPlayed(await deps.ledger.owned(), news)
  if (owned !== undefined && wasThere(owned, play)) return { tier: 'pool', disk: owned.files[0]?.arrayRoot }
  const placed = deps.places.find(moment, news.session)
  const unit = owned?.id ?? (placed.kind === 'placed' ? placed.unit : unitIn(moment.seen, play.ratingKey)?.id)
  if (unit === undefined) return { tier: placed.kind === 'elsewhere' ? 'elsewhere' : 'unknown' }
  const before = await beforeIt(deps, began, { seen: moment.seen, unit })
  // Somebody else put it there: a download, or a film that was always on fast disks.
  if (before?.decided?.because.includes('already-on-pool') === true) return { tier: 'pool' }
  const incoming = owned === undefined ? moment.incoming : new Set([...moment.incoming, unit])
  const miss = await whyNotOnPool(deps, began, { moment: { ...moment, incoming }, unit, before })
  return { tier: 'array', miss, disk: diskIn(moment.seen, unit) ?? deps.places.onlyDisk(unit) }
}

const keep = async (deps: StartDeps, began: Began, moment: Moment): Promise<void> => {
  const { play, news, name } = began
  if (await deps.insightStore.hasStart(play.id)) return
  const { tier, miss, disk } = await findIt(deps, began, moment)
  const item = moment.library?.item(play.ratingKey)
  await deps.insightStore.noteStart({
    play: play.id,
    at: play.startedAt,
    ratingKey: play.ratingKey,
    title: play.title,
    person: name,
    personId: play.personId,
    sectionId: item?.sectionId,
    tier,
    miss,
    bytes: bytesOf(item, news.session),
    disk,
    diskState: (disk === undefined ? undefined : moment.disks.get(disk)?.state) ?? 'unknown'
  })
}

/** Nothing is kept yet. */
export const createStarts = (deps: StartDeps): Starts => {
  let writing: Promise<void> = Promise.resolve()
  return {
    began: (began) => {
      const { sight, library, live, disks } = deps
      const incoming = live.moves().filter(({ direction }) => direction === 'in')
      const moment: Moment = {
        seen: sight.last(),
        library: library.last()?.index,
        incoming: new Set(incoming.map(({ unit }) => unit)),
        disks: disks.states()
      }
      writing = writing.then(() => keep(deps, began, moment)).catch(deps.onBug)
    },
    idle: () => writing
  }
}
