/** Plays, removal timers and counts of the real-time watcher in the database. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { UnitId } from '#core/model/unit.ts'
import type { SentHome } from '#core/model/watch-timer.ts'
import type { Play } from '#core/watcher/play.ts'
import type { KeptTimer } from '#core/watcher/timers.ts'
import type { WatcherChange, WatcherCounts, WatcherRecord, WatcherStore } from '#ports/store.ts'
import { noteEvent } from '#store/history/history.ts'
import type { HistoryTables } from '#store/history/table.ts'
import { strings } from '#store/text-columns.ts'
import type { WatcherTables, WatchPlayTable, WatchTimerTable } from './tables.ts'

type Db = Kysely<WatcherTables>
type Open = Transaction<WatcherTables & HistoryTables>

/** Twenty plays a day make this nearly three years. */
const mostPlays = 20_000

const playOf = (row: Selectable<WatchPlayTable>): Play => ({
  id: row.id,
  ratingKey: row.rating_key,
  title: row.title,
  person: row.person,
  personId: row.person_id ?? undefined,
  player: row.player ?? undefined,
  startedAt: row.started_at,
  heardAt: row.heard_at,
  endedAt: row.ended_at ?? undefined,
  finishedAt: row.finished_at ?? undefined,
  percent: row.percent ?? undefined,
  positionMs: undefined,
  durationMs: row.duration_ms ?? undefined,
  isPaused: true,
  watchedMs: row.watched_ms,
  tier: row.tier,
  unit: row.unit ?? undefined,
  did: row.did,
  cachedUnits: row.cached_units
})

const rowOf = (play: Play): WatchPlayTable => ({
  id: play.id,
  rating_key: play.ratingKey,
  title: play.title,
  person: play.person,
  person_id: play.personId ?? null,
  player: play.player ?? null,
  started_at: Math.round(play.startedAt),
  heard_at: Math.round(play.heardAt),
  ended_at: play.endedAt ?? null,
  finished_at: play.finishedAt ?? null,
  percent: play.percent ?? null,
  duration_ms: play.durationMs === undefined ? null : Math.round(play.durationMs),
  watched_ms: Math.round(play.watchedMs),
  tier: play.tier,
  unit: play.unit ?? null,
  did: play.did,
  cached_units: play.cachedUnits
})

const timerOf = (row: Selectable<WatchTimerTable>): readonly [UnitId, KeptTimer] => [
  row.unit,
  {
    title: row.title,
    ratingKeys: strings(row.rating_keys),
    since: row.since,
    begunAt: row.begun_at,
    people: strings(row.people),
    postponedAt: row.postponed_at ?? undefined,
    ...(row.postponed_for === null ? {} : { postponedFor: row.postponed_for })
  }
]

const readCounts = async (db: Db): Promise<WatcherRecord['counts']> => {
  const rows = await db.selectFrom('watch_count').selectAll().execute()
  const counted = Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  const { since } = counted
  return since === undefined ? undefined : { ...counted, since }
}

const writePlays = async (open: Open, plays: readonly Play[]): Promise<void> => {
  for (const play of plays) {
    const row = rowOf(play)
    await open
      .insertInto('watch_play')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
  const newest = Math.max(...plays.map(({ id }) => id))
  await open
    .deleteFrom('watch_play')
    .where('id', '<=', newest - mostPlays)
    .execute()
}

const writeTimer = async (open: Open, unit: UnitId, timer: KeptTimer | undefined): Promise<void> => {
  await open.deleteFrom('watch_timer').where('unit', '=', unit).execute()
  if (timer === undefined) return
  const { title, ratingKeys, since, begunAt, people, postponedAt, postponedFor } = timer
  await open
    .insertInto('watch_timer')
    .values({
      unit,
      title,
      since,
      rating_keys: JSON.stringify(ratingKeys),
      begun_at: Math.round(begunAt),
      people: JSON.stringify(people),
      postponed_at: postponedAt ?? null,
      postponed_for: postponedFor ?? null
    })
    .execute()
}

const writeSentHome = async (open: Open, unit: UnitId, sent: SentHome | undefined): Promise<void> => {
  await open.deleteFrom('watch_sent_home').where('unit', '=', unit).execute()
  if (sent === undefined) return
  await open
    .insertInto('watch_sent_home')
    .values({ unit, at: sent.at, people: JSON.stringify(sent.people) })
    .execute()
}

const writeMet = async (open: Open, met: ReadonlyMap<string, number>): Promise<void> => {
  for (const [key, at] of met) {
    await open
      .insertInto('watch_met')
      .values({ rating_key: key, at })
      .onConflict((conflict) => conflict.column('rating_key').doUpdateSet({ at }))
      .execute()
  }
}

const writeCounts = async (open: Open, counts: WatcherCounts): Promise<void> => {
  for (const [name, value] of Object.entries(counts)) {
    await open
      .insertInto('watch_count')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }
}

const writeAll = async (open: Open, { plays, timers, met, sentHome, counts, events }: WatcherChange): Promise<void> => {
  if (plays !== undefined && plays.length > 0) await writePlays(open, plays)
  for (const [unit, timer] of timers ?? []) await writeTimer(open, unit, timer)
  for (const [unit, sent] of sentHome ?? []) await writeSentHome(open, unit, sent)
  if (met !== undefined) await writeMet(open, met)
  if (counts !== undefined) await writeCounts(open, counts)
  for (const event of events ?? []) await noteEvent(open, event)
}

/** The watcher's part of this database. */
export const createWatcherStore = (db: Kysely<WatcherTables & HistoryTables>): WatcherStore => ({
  read: async (heardSince) => {
    await db.deleteFrom('watch_met').where('at', '<', heardSince).execute()
    const plays = await db
      .selectFrom('watch_play')
      .selectAll()
      .where('heard_at', '>=', heardSince)
      .orderBy('id')
      .execute()
    const newest = await db
      .selectFrom('watch_play')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst()
    const timers = await db.selectFrom('watch_timer').selectAll().execute()
    const met = await db.selectFrom('watch_met').selectAll().execute()
    const sentHome = await db.selectFrom('watch_sent_home').selectAll().execute()
    return {
      plays: plays.map(playOf),
      nextId: (newest?.id ?? 0) + 1,
      timers: new Map(timers.map(timerOf)),
      met: new Map(met.map(({ rating_key, at }) => [rating_key, at])),
      sentHome: new Map(sentHome.map(({ unit, at, people }) => [unit, { at, people: strings(people) }])),
      counts: await readCounts(db)
    }
  },
  history: async (limit) =>
    (await db.selectFrom('watch_play').selectAll().orderBy('id', 'desc').limit(limit).execute()).map(playOf),
  playsOf: async ({ unit, ratingKeys }, limit) => {
    const rows = await db
      .selectFrom('watch_play')
      .selectAll()
      .where((is) =>
        is.or([is('unit', '=', unit), is.and([is('unit', 'is', null), is('rating_key', 'in', [...ratingKeys])])])
      )
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(playOf)
  },
  write: (change) => db.transaction().execute((open) => writeAll(open, change))
})
