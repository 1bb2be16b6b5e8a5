/** A disk in trouble is alone in it: what lies on it waits with the reason, everything else goes on, and a restart forgets nothing. */
import type { RootStateName } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { arrayPath } from '#core/model/place.ts'
import type { RootGate } from '#core/model/root-gate.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import { gateOf } from '#core/resolve/root-gates.ts'
import { forgetTroubles } from '#engine/health/health.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { Mover } from '#ports/mover.ts'
import type { RootState, StorageHost } from '#ports/storage-host.ts'
import { type DiskAct, Failure, type FailureCode } from '#src/failure.ts'
import { createMemory } from '#store/memory.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage, type StageFacts } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, day, GB, hour, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const [disk1, disk2] = [arrayPath('/mnt/disk1'), arrayPath('/mnt/disk2')]
const keys = ['a', 'b', 'c', 'd'] as const
/** a and b lie on the first disk, c and d on the second. */
const diskOf = (key: string) => (key === 'a' || key === 'b' ? disk1 : disk2)

const library = aLibrary(keys.map((ratingKey, n) => anEpisode({ ratingKey, episode: n + 1 })))
const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []

interface Facts {
  readonly states?: Readonly<Record<string, RootStateName>>
  readonly freeBytes?: () => number
  readonly mover?: Partial<Mover>
  readonly host?: Partial<StorageHost>
  readonly deps?: StageFacts['deps']
}

const look = async (_layout: unknown, unit: Unit): Promise<Inspection> => ({
  unit: unit.id,
  lookedAt: now,
  files: unit.videos.map((video) => ({
    path: video.sharePath,
    arrayRoot: diskOf(unit.ratingKeys[0] ?? ''),
    role: 'video',
    sizeBytes: GB,
    allocatedBytes: GB,
    links: 1,
    changedAt: 0
  }))
})

const set = async ({ states = {}, freeBytes = () => 500 * GB, mover, host, deps }: Facts): Promise<void> => {
  const state = (path: string): RootState => ({
    path,
    state: states[path] ?? 'online',
    sentence: `${path}: as told.`,
    fileSystem: 'xfs',
    freeBytes: freeBytes()
  })
  const gates = Object.entries(states).map(([root, name]): [string, RootGate] => [
    root,
    gateOf(name, { code: 'root-not-ready', root, detail: 'as told.' })
  ])
  stage = await aStage({
    library,
    env: { MAX_CONCURRENT_MOVES_CACHE: '1', NUMBER_EPISODES: '3' },
    server: { readOnDeck },
    ...(deps === undefined ? {} : { deps }),
    ...(mover === undefined ? {} : { mover }),
    host: {
      examine: async (paths) => ({
        share: state(paths.shareRoot),
        pool: state(paths.poolRoot),
        arrays: [state(disk1), state(disk2)],
        situation: 'union',
        arrayRoots: [disk1, disk2].filter((disk) => states[disk] === undefined),
        branches: [disk1, disk2],
        gates: new Map(gates),
        promoteBlock: undefined,
        evictBlock: undefined,
        warnings: []
      }),
      inspect: look,
      roomOf: async () => ({ totalBytes: 900 * GB, freeBytes: freeBytes() }),
      ...host
    }
  })
}

const failing = (keys: readonly string[], code: FailureCode, at: { root: string; act: DiskAct }): Partial<Mover> => ({
  promote: async ({ unit }) =>
    keys.includes(unit.title.at(-1) ?? '') || keys.some((key) => unit.ratingKeys.includes(key))
      ? {
          kind: 'failed',
          failure: new Failure(code, { sentence: `Could not do it below ${at.root}.`, retry: 'later', ...at })
        }
      : { kind: 'done', bytes: GB }
})

const roots = async () =>
  Object.fromEntries((await stage.app.face.status()).roots.map(({ path, state }) => [path, state]))

/** What became of the steps of the last run. */
const counts = async () => {
  const [run] = await stage.app.face.runs(1)
  if (run === undefined) throw new Error('no run')
  const { promoted, failed, stoodBack } = run.done
  return { promoted: promoted.units, failed: failed.units, stoodBack: stoodBack.units, left: run.planned.leave.units }
}

const sound = { '/mnt/user': 'online', '/mnt/cache': 'online', '/mnt/disk1': 'online', '/mnt/disk2': 'online' }

describe('a disk of the array', () => {
  it('that is away when the run starts: its files are left with the reason, those of the others move', async () => {
    await set({ states: { '/mnt/disk1': 'offline' } })
    await stage.run()
    expect(await counts()).toEqual({ promoted: 2, failed: 0, stoodBack: 0, left: 2 })
    const plan = await stage.app.face.latestPlan()
    const left = plan?.decisions.filter(({ action }) => action === 'leave').map(({ because }) => because[0]?.sentence)
    expect(left).toEqual(Array(2).fill('Left alone: /mnt/disk1 is not ready: as told.'))
    expect(await roots()).toEqual({ ...sound, '/mnt/disk1': 'offline' })
  })

  it('of which two files cannot be read is broken, and the rest of the run leaves it alone', async () => {
    await set({ mover: failing(['a', 'b'], 'disk.io', { root: disk1, act: 'read' }) })
    await stage.run()
    expect(await counts()).toMatchObject({ promoted: 2, failed: 2 })
    expect(await roots()).toEqual({ ...sound, '/mnt/disk1': 'broken' })
    const [problem] = (await stage.app.face.status()).problems
    expect(problem?.sentence).toMatch(/^\/mnt\/disk1: it answered with errors .*confirm-storage/u)
  })

  it('of which one file cannot be read is warned of, and that file rests for a day', async () => {
    await set({ mover: failing(['a'], 'disk.io', { root: disk1, act: 'read' }) })
    await stage.run()
    expect(await roots()).toEqual(sound)
    expect((await stage.app.face.status()).problems).toMatchObject([
      { severity: 'warning', sentence: expect.stringContaining('could not be read') }
    ])
    stage.setNow(now + 23 * hour)
    await stage.run()
    const plan = await stage.app.face.latestPlan()
    expect(plan?.decisions.find(({ unit }) => unit.endsWith('/a.mkv'))?.because[0]?.reason.code).toBe('failed-before')
  })

  it('that stops answering holds back its other files in the same run, and is tried with one file when it is time', async () => {
    let works = false
    const tried: string[] = []
    const gone = new Failure('disk.gone', { sentence: 'No answer.', retry: 'later', root: disk1, act: 'read' })
    await set({
      mover: {
        promote: async ({ unit }) => {
          tried.push(unit.title)
          const isOnDisk1 = diskOf(unit.ratingKeys[0] ?? '') === disk1
          return isOnDisk1 && !works ? { kind: 'failed', failure: gone } : { kind: 'done', bytes: GB }
        }
      }
    })
    await stage.run()
    expect(await counts()).toEqual({ promoted: 2, failed: 1, stoodBack: 1, left: 0 })
    expect(await roots()).toEqual({ ...sound, '/mnt/disk1': 'offline' })
    await stage.run()
    expect((await counts()).left, 'within the minute').toBe(2)
    works = true
    tried.length = 0
    stage.setNow(now + 61_000)
    await stage.run()
    expect(await counts()).toMatchObject({ promoted: 4, stoodBack: 0 })
    expect(await roots()).toEqual(sound)
  })

  it('that broke is not forgotten by a restart, but by a person', async () => {
    await set({ mover: failing(['a'], 'disk.io', { root: disk1, act: 'write' }) })
    await stage.run()
    const { store } = stage
    const clock = { now: () => now + hour, after: () => ({ cancel: () => undefined }) }
    const memory = createMemory(store.db)
    const first = stage
    await set({ deps: { memory } })
    await stage.run()
    expect(await roots()).toEqual({ ...sound, '/mnt/disk1': 'broken' })
    expect(await counts()).toMatchObject({ promoted: 2, left: 2 })
    await stage.leave()
    await forgetTroubles({ memory, clock })
    await set({ deps: { memory } })
    await stage.run()
    expect(await roots()).toEqual(sound)
    await first.leave()
  })

  it('that is broken keeps what was copied from it on the pool, also in keep mode: it may be the only good copy', async () => {
    await set({ states: { '/mnt/disk1': 'broken' } })
    await ownFile(stage.store, { name: 'old', arrayRoot: disk1 })
    await ownFile(stage.store, { name: 'elder', arrayRoot: disk2 })
    await stage.run({ goal: 'restore-all' })
    const [run] = await stage.app.face.runs(1)
    expect(run).toMatchObject({ planned: { evict: { units: 1 }, keep: { units: 1 } }, done: { evicted: { units: 1 } } })
  })
})

describe('a pool', () => {
  it('that takes no write is broken at once: nothing more is copied there, and a day later one file tries it', async () => {
    const asked: string[] = []
    let works = false
    const dying = new Failure('disk.io', {
      sentence: 'Could not write.',
      retry: 'later',
      root: '/mnt/cache',
      act: 'write'
    })
    await set({
      mover: {
        promote: async ({ unit }) => {
          asked.push(unit.title)
          return works ? { kind: 'done', bytes: GB } : { kind: 'failed', failure: dying }
        }
      }
    })
    await stage.run()
    expect(await counts()).toEqual({ promoted: 0, failed: 1, stoodBack: 3, left: 0 })
    expect(await roots()).toEqual({ ...sound, '/mnt/cache': 'broken' })
    await stage.run()
    expect(asked).toHaveLength(1)
    stage.setNow(now + day)
    await stage.run()
    expect(asked, 'still broken: one try').toHaveLength(2)
    works = true
    stage.setNow(now + 2 * day)
    await stage.run()
    expect(await counts()).toMatchObject({ promoted: 4 })
    expect(await roots()).toEqual(sound)
  })

  it('that is full is filled again when more is free than what failed', async () => {
    let free = GB / 2
    let works = false
    const full = new Failure('disk.full', {
      sentence: 'No space left.',
      retry: 'later',
      root: '/mnt/cache',
      act: 'write'
    })
    await set({
      freeBytes: () => free,
      mover: { promote: async () => (works ? { kind: 'done', bytes: GB } : { kind: 'failed', failure: full }) }
    })
    await stage.run()
    expect(await counts()).toMatchObject({ failed: 1, stoodBack: 3 })
    expect(await roots()).toEqual({ ...sound, '/mnt/cache': 'full' })
    works = true
    await stage.run()
    expect(await counts()).toMatchObject({ promoted: 0, left: 4 })
    free = 2 * GB
    await stage.run()
    expect(await counts()).toMatchObject({ promoted: 4 })
    expect(await roots()).toEqual(sound)
  })
})

describe('errors of one file', () => {
  it.each([
    'disk.permission',
    'disk.missing',
    'disk.exists',
    'disk.name-too-long',
    'disk.other-file-system',
    'disk.other'
  ] as const)('%s breaks no root', async (code) => {
    await set({ mover: failing(['a'], code, { root: disk1, act: 'write' }) })
    await stage.run()
    expect(await counts()).toMatchObject({ promoted: 3 })
    expect(await roots()).toEqual(sound)
  })
})

describe('a look', () => {
  it('that meets errors on two files breaks the disk before anything of it is moved', async () => {
    const trouble = { root: disk1, kind: 'read-failed', sentence: 'Could not look.' } as const
    const inspect: StorageHost['inspect'] = async (layout, unit) => {
      const seen = await look(layout, unit)
      if (diskOf(unit.ratingKeys[0] ?? '') !== disk1) return seen
      const reason = { code: 'file-unreadable', path: unit.id, detail: 'EIO' } as const
      return { ...seen, files: [], refusal: { rule: 'x', reason, until: now + hour }, trouble }
    }
    await set({ host: { inspect } })
    await stage.run()
    expect(await roots()).toEqual({ ...sound, '/mnt/disk1': 'broken' })
    expect(await counts()).toMatchObject({ promoted: 2, left: 2 })
  })
})

it('the states are told since when, also before anything ran in this process', async () => {
  await set({ states: { '/mnt/disk1': 'offline' } })
  await stage.run()
  stage.setNow(now + hour)
  await stage.run()
  const memory = createMemory(stage.store.db)
  const first = stage
  await set({ deps: { memory } })
  const { roots: seen } = await stage.app.face.status()
  await first.leave()
  expect(seen).toContainEqual({
    role: 'array',
    path: '/mnt/disk1',
    state: 'offline',
    sentence: '/mnt/disk1: as told.',
    since: now
  })
})
