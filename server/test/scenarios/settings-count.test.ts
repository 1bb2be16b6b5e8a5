import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { LiveEvent } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { Program } from '#src/program.ts'
import { aHouse, census, episodeFile, filmFile, type House, type HouseOptions } from '#test/builders/house.ts'
import { decisionOn, told, verdictOn } from '#test/builders/odd-house.ts'

let house: House
let program: Program | undefined
afterEach(async () => {
  await program?.close()
  program = undefined
  await house.leave()
})

const ago = (hours: number): number => Date.now() - hours * 3_600_000
const films = ['Alpha', 'Beta'] as const

const houseWithFilms = async (env: HouseOptions['env'] = {}): Promise<void> => {
  house = await aHouse({ env })
  for (const film of films) house.plex.leftAt('owner', house.key(filmFile(film)), { offsetMs: 2_000_000, at: ago(9) })
}
const cachedVideos = () => Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))

describe('what is wanted', () => {
  it('NUMBER_EPISODES: so many after the one on deck', async () => {
    house = await aHouse({ env: { NUMBER_EPISODES: '1' } })
    house.plex.watched('owner', house.key(episodeFile(1)), ago(9))
    await told(house)
    expect(cachedVideos().map((name) => name.slice(-10, -4))).toEqual(['S01E02', 'S01E03'])
  })

  it('DAYS_TO_MONITOR: what was viewed before is not wanted', async () => {
    await houseWithFilms({ DAYS_TO_MONITOR: '1' })
    house.plex.leftAt('owner', house.key(filmFile('Beta')), { offsetMs: 2_000_000, at: ago(25) })
    await told(house)
    expect(cachedVideos()).toEqual(['Films/Alpha/Alpha.mkv'])
  })

  it('WATCHED_MOVE off: what was watched stays, and the sentence names it', async () => {
    await houseWithFilms({ WATCHED_MOVE: 'false' })
    await told(house)
    house.plex.watched('owner', house.key(filmFile('Alpha')), ago(1))
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/^keep: .*switched off \(WATCHED_MOVE is false\)/u)
  })
})

describe('where files are', () => {
  it('PLEX_SOURCE and CACHE_DESTINATION: what Plex names is found and put there', async () => {
    await houseWithFilms()
    const env = {
      PLEX_SOURCE: '/media/Films',
      REAL_SOURCE: `${house.array}/Films`,
      CACHE_DESTINATION: `${house.pool}/ours`
    }
    await told(house, { env })
    expect(cachedVideos()).toEqual(['ours/Alpha/Alpha.mkv', 'ours/Beta/Beta.mkv'])
  })

  it('ALLOW_SAME_FILESYSTEM off: a pool on the disk of the library is refused, and the sentence names it', async () => {
    await houseWithFilms({ ALLOW_SAME_FILESYSTEM: 'false' })
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/^leave: .*same file system.*ALLOW_SAME_FILESYSTEM/u)
  })

  it('PLEX_CACHE_PATH: links lead where Plex sees the pool', async () => {
    await houseWithFilms({ PLEX_CACHE_PATH: '/seen/by/plex' })
    await told(house)
    expect(readlinkSync(house.here(filmFile('Alpha')))).toBe('/seen/by/plex/Films/Alpha/Alpha.mkv')
  })
})

describe('how much', () => {
  it('POOL_KEEP_FREE_GB: the floor is kept', async () => {
    await houseWithFilms({ POOL_KEEP_FREE_GB: '900000' })
    const { report } = await told(house)
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^leave: .*above the 900 TB floor \(POOL_KEEP_FREE_GB\)\. It never fits: /u
    )
  })

  it('MAX_ITEM_SIZE_GB: what is larger stays, and the sentence names it', async () => {
    await houseWithFilms({ MAX_ITEM_SIZE_GB: '0.1MB' })
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/^leave: .*\(MAX_ITEM_SIZE_GB is 100 KB\)\.$/u)
  })

  it('POOL_MAKE_ROOM and POOL_HOLD_HOURS: what is wanted less goes home for what is wanted more, once it may', async () => {
    const env = { CACHE_MAX_SIZE_GB: '400KB', WATCHED_CACHE_EXPIRY: '48' }
    await houseWithFilms(env)
    await told(house)
    expect(cachedVideos()).toHaveLength(1)
    const there =
      cachedVideos()[0]?.includes('Alpha') === true ? (['Alpha', 'Beta'] as const) : (['Beta', 'Alpha'] as const)
    house.plex.watched('owner', house.key(filmFile(there[0])), ago(1))
    const held = await told(house, { env: { ...env, POOL_HOLD_HOURS: '12' } })
    expect(verdictOn(held.report, there[1])).toMatch(/^leave: .*It would fit if CACHE_MAX_SIZE_GB were at least/u)
    const off = await told(house, { env: { ...env, POOL_MAKE_ROOM: 'false' } })
    expect(verdictOn(off.report, there[0])).toMatch(/^keep: Stays on the pool: watched/u)
    const made = await told(house, { env })
    expect(verdictOn(made.report, there[0])).toMatch(/^evict: Goes home: makes room for .*on deck for/u)
    expect(cachedVideos().every((name) => name.includes(there[1]))).toBe(true)
  })

  it('CACHE_MAX_SIZE_GB: the budget is kept', async () => {
    await houseWithFilms({ CACHE_MAX_SIZE_GB: '0.0005' })
    const { report, status } = await told(house)
    expect(films.map((film) => decisionOn(report, film).action).toSorted()).toEqual(['leave', 'promote'])
    expect(JSON.stringify(report.decisions)).toContain('(CACHE_MAX_SIZE_GB)')
    expect(status.pool.budgetBytes).toBe(500_000)
  })
})

describe('when', () => {
  /** The program as a server starts it, up to an event. */
  const startedWith = async (env: NonNullable<HouseOptions['env']>): Promise<Program> => {
    const opened = await house.open({ env })
    program = opened
    opened.app.startByItself()
    return opened
  }
  const finished = (opened: Program): Promise<LiveEvent> =>
    new Promise((resolve) => {
      opened.app.face.bus.subscribe((event) => event.type === 'run.finished' && resolve(event))
    })

  it('ENABLE_SCHEDULER off: nothing runs by itself', async () => {
    await houseWithFilms()
    const opened = await startedWith({ ENABLE_SCHEDULER: 'false', RUN_ON_START: 'true' })
    await opened.app.schedule.idle()
    expect([await opened.app.face.runs(1), opened.app.schedule.nextRunAt()]).toEqual([[], undefined])
  })

  it('ENABLE_SCHEDULER, RUN_ON_START and RUN_INTERVAL_MINUTES: at once, and again so much later', async () => {
    await houseWithFilms()
    const opened = await startedWith({ ENABLE_SCHEDULER: 'true', RUN_INTERVAL_MINUTES: '7' })
    await opened.app.schedule.idle()
    expect(await opened.app.face.runs(9)).toMatchObject([{ trigger: 'start' }])
    const { nextRunAt, startedAt } = await opened.app.face.status()
    expect(Math.round(((nextRunAt ?? 0) - startedAt) / 60_000)).toBe(7)
  })

  it('RUN_ON_START off: only later', async () => {
    await houseWithFilms()
    const opened = await startedWith({ ENABLE_SCHEDULER: 'true', RUN_ON_START: 'false' })
    await opened.app.schedule.idle()
    expect(await opened.app.face.runs(1)).toEqual([])
    expect(opened.app.schedule.nextRunAt()).toBeGreaterThan(Date.now())
  })

  it('REAL_TIME_WATCH_ENABLED: when somebody presses play', async () => {
    await houseWithFilms()
    const opened = await startedWith({ REAL_TIME_WATCH_ENABLED: 'true' })
    const news = finished(opened)
    await expect.poll(() => house.plex.push.connections().length, { timeout: 20_000 }).toBe(1)
    house.plex.play('owner', house.key(filmFile('Alpha')))
    expect(await news).toMatchObject({ run: { trigger: 'plex' } })
  })
})

describe('the log', () => {
  const logged = () => readFileSync(`${house.root}/logs/plexcache_ultra.log`, 'utf8')

  it('LOG_LEVEL leaves lines out, and DEBUG brings all', async () => {
    await houseWithFilms()
    await told(house, { env: { LOG_LEVEL: 'ERROR' }, dryRun: true })
    expect(logged()).not.toContain('INFO')
    await told(house, { env: { LOG_LEVEL: 'ERROR', DEBUG: 'true' }, dryRun: true })
    expect(logged()).toMatch(/ DEBUG +A run was asked for/u)
  })

  it('LOGGING_MAX_SIZE_MB and LOGGING_MAX_FILES: set aside when full, and only so many kept', async () => {
    await houseWithFilms()
    for (let part = 0; part < 5; part += 1) {
      program = await house.open({ env: { LOGGING_MAX_SIZE_MB: '1', LOGGING_MAX_FILES: '2' } })
      program.log.write('INFO', 'x'.repeat(1_200_000))
      await program.close()
    }
    const older = readdirSync(`${house.root}/logs`).filter(
      (name) => name !== 'plexcache_ultra.log' && !name.endsWith('.txt')
    )
    expect(older).toHaveLength(2)
  })
})
