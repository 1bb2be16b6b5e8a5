/** A root that fails while an interrupted move is settled, or while it is asked what it can do, counts as one that fails in a move, and is alone in its trouble. */
import type { RootStatus } from '@pcu/contract'
import { afterEach, expect, test } from 'vitest'
import { arrayPath, sharePath } from '#core/model/place.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import { Failure } from '#src/failure.ts'
import { aStage, type Stage, type StageFacts, soundHost } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const [pool, disk] = ['/mnt/cache', '/mnt/disk1']

const failing = (root: string, code: 'disk.io' | 'disk.gone'): Failure =>
  new Failure(code, { sentence: `Could not write below ${root}.`, retry: 'later', root, act: 'write' })

const online = (path: string) => ({ path, state: 'online', sentence: '', fileSystem: 'xfs' }) as const

/** A union over one disk. */
const host: Partial<StorageHost> = {
  examine: async (paths) => ({
    ...(await soundHost().examine(paths)),
    arrays: [online(disk)],
    situation: 'union',
    arrayRoots: [arrayPath(disk)],
    branches: [arrayPath(disk)]
  })
}

const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []

const set = async (facts: StageFacts): Promise<void> => {
  stage = await aStage({
    library: aLibrary([anEpisode({ ratingKey: 'a' })]),
    server: { readOnDeck },
    ...facts,
    host: { ...host, ...facts.host }
  })
}

const states = async (): Promise<Readonly<Record<string, RootStatus['state'] | 'unknown'>>> =>
  Object.fromEntries((await stage.app.face.status()).roots.map(({ path, state }) => [path, state]))

test('an open move whose disk fails while it is settled', async () => {
  const failure = failing(disk, 'disk.io')
  const sentence = 'The interrupted move of Alpha is still open.'
  const unit = sharePath('/mnt/user/Alpha.mkv')
  await set({
    mover: { settle: async () => [{ sentence, state: 'needs-a-person', unit, met: { kind: 'failed', failure } }] }
  })
  const run = await stage.run()
  expect(await states()).toMatchObject({ [disk]: 'broken', [pool]: 'online' })
  expect(run.done.promoted.units).toBe(0)
})

test('a pool that cannot be written when the union is to be proved', async () => {
  await set({ host: { proveUnion: () => Promise.reject(failing(pool, 'disk.io')) } })
  const run = await stage.run()
  expect(run).toMatchObject({ outcome: 'done', planned: { promote: { units: 0 } } })
  expect(await states()).toMatchObject({ [pool]: 'broken', [disk]: 'online' })
})

test('a pool that cannot be asked what it can do', async () => {
  await set({ host: { probe: () => Promise.reject(failing(pool, 'disk.gone')) } })
  const run = await stage.run()
  expect(run).toMatchObject({ outcome: 'done', planned: { promote: { units: 0 } } })
  expect(await states()).toMatchObject({ [pool]: 'offline', [disk]: 'online' })
})

test('a disk of the array that cannot be asked', async () => {
  const failure = failing(disk, 'disk.io')
  const trouble = `what ${disk} can do could not be found out.`
  await set({
    host: {
      probe: async (_layout, { files }) =>
        files.map(() => ({ pool: undefined, array: undefined, view: undefined, trouble, failure }))
    }
  })
  await stage.run()
  expect(await states()).toMatchObject({ [disk]: 'broken', [pool]: 'online' })
})
