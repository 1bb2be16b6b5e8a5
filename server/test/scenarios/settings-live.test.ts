/** Saved settings count in the program that runs: nothing that says so may keep the value it was started with. */
import { readFileSync } from 'node:fs'
import { descriptorOf, type Settings, settingDescriptors } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { SettingsRoom } from '#ports/settings/room.ts'
import { createSettingsSource, readEnvironment } from '#src/settings-source.ts'
import { aHouse, filmFile } from '#test/builders/house.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { now } from '#test/builders/world.ts'

let stage: Stage | undefined
afterEach(async () => {
  await stage?.leave()
  stage = undefined
})

const variables = {
  PLEX_URL: 'http://plex:32400',
  PLEX_TOKEN: 'token',
  REAL_SOURCE: '/mnt/user',
  CACHE_DIR: '/mnt/cache'
}

const aRoom = async (): Promise<SettingsRoom> => {
  let kept: Readonly<Record<string, unknown>> = {}
  const store = {
    read: async () => kept,
    write: async (next: typeof kept) => {
      kept = next
    }
  }
  return createSettingsSource(
    readEnvironment(variables, () => ({ error: 'there are none' })),
    store
  )
}

/** The same settings; tells every single one that is read. */
const recorded = (settings: Settings, read: (key: string) => void): Settings => {
  const copy = structuredClone(settings)
  for (const { key, group } of settingDescriptors) {
    const name = key.slice(group.length + 1)
    const value: unknown = Reflect.get(settings[group], name)
    Object.defineProperty(copy[group], name, {
      enumerable: true,
      get: () => {
        read(key)
        return value
      }
    })
  }
  return copy
}

/** Read while the program is put together, and not kept: the first value of what is told, or followed by other ways. */
const lookedAtOnce = new Set([
  // Told anew at once: the timer by `every`, the watcher by `switchTo`, Plex by `moved`.
  'schedule.enabled',
  'schedule.intervalMinutes',
  'watcher.enabled',
  'plex.url',
  'plex.token'
])

describe('settings that are saved while the program runs', () => {
  it('are kept by nobody who is put together at the start', async () => {
    const room = await aRoom()
    const reads = new Set<string>()
    let isBuilding = true
    const watched = recorded(room.running(), (key) => isBuilding && reads.add(key))
    stage = await aStage({ deps: { room: { ...room, running: () => watched } } })
    isBuilding = false
    const kept = [...reads].filter((key) => descriptorOf(key)?.appliesOn !== 'restart' && !lookedAtOnce.has(key))
    expect(reads).toContain('watcher.enabled')
    expect(kept).toEqual([])
  })

  it('count in the next run, where they do, and name what waits for a restart', async () => {
    stage = await aStage()
    const { face } = stage.app
    const save = async (changes: Record<string, string | number | boolean | null>) =>
      face.settings.save({ revision: face.settings.view().revision, changes })
    await save({
      'watcher.removeFromCacheAfterHours': 7,
      'watcher.maxConcurrentWatches': 9,
      'trakt.checkIntervalSeconds': 99
    })
    expect((await face.watcher.status()).maxConcurrent).toBe(9)
    const { settings } = face.settings.view()
    expect(settings.filter(({ waits }) => waits).map(({ env }) => env)).toEqual(['TRAKT_CHECK_INTERVAL'])
    expect(stage.events.filter(({ type }) => type === 'settings.changed')).toMatchObject([
      {
        variables: [
          'REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES',
          'REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS',
          'TRAKT_CHECK_INTERVAL'
        ],
        restart: ['TRAKT_CHECK_INTERVAL']
      }
    ])
    expect(stage.lines.join('\n')).toContain('After the next start of the program these count: TRAKT_CHECK_INTERVAL.')
  })

  it('switch timer and watcher at once, and stop runs that would go wrong', async () => {
    stage = await aStage()
    const { face } = stage.app
    const save = async (changes: Record<string, string | number | boolean | null>) =>
      face.settings.save({ revision: face.settings.view().revision, changes })
    expect(stage.app.schedule.nextRunAt()).toBeUndefined()
    await save({ 'schedule.enabled': true, 'schedule.intervalMinutes': 30, 'watcher.enabled': true })
    expect(stage.app.schedule.nextRunAt()).toBe(now + 30 * 60_000)
    expect((await face.watcher.status()).enabled).toBe(true)
    await save({ 'schedule.enabled': null, 'watcher.enabled': null })
    expect(stage.app.schedule.nextRunAt()).toBeUndefined()
    expect((await face.watcher.status()).enabled).toBe(false)
  })

  it('end the problems that they solve, and no others', async () => {
    stage = await aStage({ env: { POOL_KEEP_FREE_GB: 'plenty' } })
    const { face } = stage.app
    const problems = async () => (await face.status()).problems.map(({ setting }) => setting)
    expect(await problems()).toEqual(['POOL_KEEP_FREE_GB'])
    await expect(stage.run()).resolves.toMatchObject({ outcome: 'failed' })
    await face.settings.save({ revision: face.settings.view().revision, changes: { 'pool.keepFreeGb': 30 } })
    // What the environment says wrong stays wrong, whoever saves over it.
    expect(await problems()).toEqual(['POOL_KEEP_FREE_GB'])
  })

  it('reach a server that was not known before, at once, and keep its token out of the log', async () => {
    const house = await aHouse({ env: { PLEX_URL: '', PLEX_TOKEN: '' } })
    house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: Date.now() - 9 * 3_600_000 })
    const program = await house.open()
    const { face, schedule } = program.app
    const url = house.plex.url
    const token = house.plex.token('owner')
    expect((await face.status()).problems.map(({ setting }) => setting)).toEqual(['PLEX_URL', 'PLEX_TOKEN'])
    expect(await face.settings.tryPlex({ url, token })).toMatchObject({ ok: true })
    const changes = { 'plex.url': url, 'plex.token': token }
    expect(await face.settings.save({ revision: face.settings.view().revision, changes })).toMatchObject({
      kind: 'saved'
    })
    expect((await face.status()).problems).toEqual([])
    face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
    await schedule.idle()
    expect(await face.runs(1)).toMatchObject([{ outcome: 'done', done: { promoted: { units: 1 } } }])
    program.log.write('INFO', `a line with ${token}`)
    await program.close()
    const logged = readFileSync(`${house.root}/logs/plexcache_ultra.log`, 'utf8')
    expect([logged.includes('a line with'), logged.includes(token)]).toEqual([true, false])
    await house.leave()
  })
})
