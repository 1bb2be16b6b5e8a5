/** How many moves run at once: each of the bounds in the settings, and one per disk of the array whatever they say. */
import { afterEach, describe, expect, it } from 'vitest'
import { arrayPath } from '#core/model/place.ts'
import type { Unit } from '#core/model/unit.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import type { Ground, StorageHost } from '#ports/storage-host.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, GB, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const
const library = aLibrary(keys.map((key, n) => anEpisode({ ratingKey: key, episode: n + 1 })))
const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []

interface Setting {
  /** Which disk an episode lies on. */
  readonly diskOf?: (key: string) => string
  readonly reach?: Ground['reach']
  readonly env: Readonly<Record<string, string>>
}

const rootOf = (disk: string) => arrayPath(`/mnt/${disk}`)

/** The most moves that ran at the same moment, in all and on the busiest disk. */
const mostAtOnce = async (goal: 'follow-plex' | 'restore-all', setting: Setting) => {
  const { diskOf = (key) => `disk-${key}`, reach = 'local', env } = setting
  const running: string[] = []
  const most = { all: 0, perDisk: 0 }
  const move = async (key: string): Promise<MoveOutcome> => {
    const disk = diskOf(key)
    running.push(disk)
    most.all = Math.max(most.all, running.length)
    most.perDisk = Math.max(most.perDisk, running.filter((other) => other === disk).length)
    await new Promise((resolve) => setImmediate(resolve))
    running.splice(running.indexOf(disk), 1)
    return { kind: 'done', bytes: GB }
  }
  const keyOf = (unit: Pick<Unit, 'ratingKeys'>): string => unit.ratingKeys[0] ?? ''
  const host: Partial<StorageHost> = {
    grounds: async () => new Map(keys.map((key) => [rootOf(diskOf(key)), { group: diskOf(key), reach }])),
    inspect: async (_layout, unit) => ({
      unit: unit.id,
      lookedAt: now,
      files: unit.videos.map(({ sharePath: path }) => ({
        path,
        arrayRoot: rootOf(diskOf(keyOf(unit))),
        role: 'video',
        sizeBytes: GB,
        allocatedBytes: GB,
        links: 1,
        changedAt: 0
      }))
    })
  }
  const mover = {
    promote: ({ unit }: { readonly unit: Unit }) => move(keyOf(unit)),
    evict: ({ unit }: { readonly unit: { readonly title: string } }) => move(unit.title)
  }
  stage = await aStage({ library, server: { readOnDeck }, host, mover, env: { NUMBER_EPISODES: '7', ...env } })
  if (goal === 'restore-all') {
    for (const key of keys) await ownFile(stage.store, { name: key, arrayRoot: rootOf(diskOf(key)) })
  }
  expect(await stage.run({ goal })).toMatchObject({ outcome: 'done' })
  return most
}

const wide = {
  MAX_CONCURRENT_MOVES_CACHE: '20',
  MAX_CONCURRENT_MOVES_ARRAY: '10',
  MAX_CONCURRENT_LOCAL_TRANSFERS: '10',
  MAX_CONCURRENT_NETWORK_TRANSFERS: '5'
}

describe('to the pool', () => {
  it('two at once on one pool device, however much is allowed', async () => {
    expect(await mostAtOnce('follow-plex', { env: wide })).toEqual({ all: 2, perDisk: 1 })
  })

  it('MAX_CONCURRENT_MOVES_CACHE: no more than that', async () => {
    const env = { ...wide, MAX_CONCURRENT_MOVES_CACHE: '1' }
    expect(await mostAtOnce('follow-plex', { env })).toEqual({ all: 1, perDisk: 1 })
  })

  it('one at once from one disk, although the pool would take two', async () => {
    expect(await mostAtOnce('follow-plex', { env: wide, diskOf: () => 'disk1' })).toEqual({ all: 1, perDisk: 1 })
  })
})

describe('home', () => {
  it('one to each disk', async () => {
    const diskOf = (key: string) => (key < 'c' ? 'disk1' : 'disk2')
    expect(await mostAtOnce('restore-all', { env: wide, diskOf })).toEqual({ all: 2, perDisk: 1 })
  })

  it('MAX_CONCURRENT_MOVES_ARRAY: no more than that', async () => {
    const env = { ...wide, MAX_CONCURRENT_MOVES_ARRAY: '3' }
    expect(await mostAtOnce('restore-all', { env })).toEqual({ all: 3, perDisk: 1 })
  })

  it('MAX_CONCURRENT_LOCAL_TRANSFERS: no more than that between local drives', async () => {
    const env = { ...wide, MAX_CONCURRENT_LOCAL_TRANSFERS: '4' }
    expect(await mostAtOnce('restore-all', { env })).toEqual({ all: 4, perDisk: 1 })
  })

  it('MAX_CONCURRENT_NETWORK_TRANSFERS: no more than that over the network, where several may use one share', async () => {
    const env = { ...wide, MAX_CONCURRENT_NETWORK_TRANSFERS: '3' }
    const diskOf = () => 'nas'
    expect(await mostAtOnce('restore-all', { env, diskOf, reach: 'network' })).toEqual({ all: 3, perDisk: 3 })
  })
})
