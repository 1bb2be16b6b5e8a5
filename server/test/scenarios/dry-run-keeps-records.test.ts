/** What is known of plays, timers and wishes is the same after a dry run as before it; a real run in its place notes all of it. */
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import { createWatcherStore } from '#store/watcher/watcher-store.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, hour, now } from '#test/builders/world.ts'

/** Where a run writes down what it would do, and (memory) what Plex and the disks last answered. */
const report = ['run', 'plan', 'decision', 'decision_set', 'sqlite_sequence', 'memory']

let stage: Stage
beforeEach(async () => {
  stage = await aStage({
    env: { REAL_TIME_WATCH_ENABLED: 'true' },
    library: aLibrary([anEpisode({ ratingKey: 'kept', episode: 1 })]),
    server: {
      readOnDeck: async (section) =>
        section === '2' ? [{ ratingKey: 'kept', viewOffsetMs: 60_000, lastViewedAt: now }] : []
    }
  })
  await ownFile(stage.store, { name: 'kept' })
  const unit = sharePath('/mnt/user/tv/kept.mkv')
  const stranger = sharePath('/mnt/user/tv/gone.mkv')
  const timer = {
    since: 'caching',
    title: 'Episode',
    ratingKeys: ['kept'],
    begunAt: now - 30 * hour,
    people: ['Owner'],
    postponedAt: undefined
  } as const
  const play = {
    id: 1,
    ratingKey: 'kept',
    title: 'Episode',
    person: 'Owner',
    personId: '1',
    player: 'tv',
    startedAt: now - hour,
    heardAt: now - hour,
    endedAt: now - hour,
    finishedAt: undefined,
    percent: 12,
    positionMs: undefined,
    durationMs: 50 * 60_000,
    isPaused: true,
    watchedMs: 600_000,
    tier: 'array',
    unit: undefined,
    did: 'waiting',
    cachedUnits: 0
  } as const
  await createWatcherStore(stage.store.db).write({
    plays: [play],
    timers: new Map([
      [unit, timer],
      [stranger, timer]
    ]),
    sentHome: new Map([[stranger, { at: now - hour, people: ['Ben'] }]])
  })
  await stage.app.settle()
})
afterEach(() => stage.leave())

const tables = async (): Promise<Readonly<Record<string, unknown>>> => {
  const { db } = stage.store
  const named = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
  const names = named.rows.map(({ name }) => name).filter((name) => !report.includes(name))
  const rows = names.map(async (name) => [name, (await sql`select * from ${sql.table(name)}`.execute(db)).rows])
  return Object.fromEntries(await Promise.all(rows))
}

it('a dry run leaves every table but those of its report as it was, and the page knows the plays all the same', async () => {
  const before = await tables()
  expect(await stage.run({ dryRun: true })).toMatchObject({ dryRun: true, planned: { keep: { units: 1 } } })
  const dry = await tables()
  expect(dry).toEqual(before)
  expect(await stage.app.face.watcher.history(9)).toMatchObject([{ did: 'already-there' }])

  await stage.run()
  const real = await tables()
  const changed = Object.keys(real).filter((name) => JSON.stringify(real[name]) !== JSON.stringify(dry[name]))
  expect(changed).toEqual(
    expect.arrayContaining(['owned_unit', 'watch_play', 'watch_timer', 'watch_sent_home', 'watch_count'])
  )
})
