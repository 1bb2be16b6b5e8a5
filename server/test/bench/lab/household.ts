/** A library of many small files, and the whole mover on it with a database of its own. */
import { lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#adapters/clock.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import { createMover } from '#engine/move/mover.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { MoveControl } from '#ports/mover.ts'
import { createJournal } from '#store/journal.ts'
import { openStore } from '#store/open.ts'
import { createRandom, writeNoise } from './content.ts'

const smallest = 2 * 1024
const largest = 200 * 1024

/** Sizes are spread evenly over their logarithm: most sidecars are small. */
const sizeFrom = (share: number): number => Math.round(smallest * (largest / smallest) ** share)

/** Writes so many sidecars, ten to a folder; gives back their paths below the root. */
export const writeSidecars = (root: string, count: number): readonly string[] => {
  const random = createRandom(11)
  return Array.from({ length: count }, (_, n) => {
    const path = `Films/Film ${Math.floor(n / 10)}/Film.${n % 10}.srt`
    writeNoise(join(root, path), sizeFrom(random()), n + 1)
    return path
  })
}

const calm: MoveControl = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
  recheck: () => Promise.resolve(undefined)
}

const layoutOf = (array: string, pool: string): StorageLayout => ({
  shareRoot: sharePath(array),
  poolRoot: poolPath(pool),
  arrayRoots: [arrayPath(array)],
  linkRoot: pool,
  situation: 'union',
  mode: { presentation: 'union', original: 'keep' }
})

/** Moves all these files to the pool, a unit for each folder, as a run does. */
export const moveAll = async (
  disk: FileSystem,
  roots: { readonly array: string; readonly pool: string; readonly data: string },
  paths: readonly string[]
): Promise<void> => {
  const { array, pool, data } = roots
  mkdirSync(data, { recursive: true })
  const store = await openStore({ path: join(data, 'plexcache.db') })
  const mover = createMover({
    fileSystem: disk,
    journal: createJournal(store.db, systemClock.now),
    now: systemClock.now,
    minimumAgeMinutes: () => 0
  })
  const layout = layoutOf(array, pool)
  const folders = Map.groupBy(paths, (path) => path.slice(0, path.lastIndexOf('/')))
  for (const [title, files] of folders) {
    const seen = files.map((path) => {
      const { size, blocks, nlink, mtimeMs } = lstatSync(join(array, path))
      const place = { path: sharePath(join(array, path)), arrayRoot: arrayPath(array) }
      const facts = { sizeBytes: size, allocatedBytes: blocks * 512, links: nlink, changedAt: mtimeMs }
      return { ...place, role: 'sidecar' as const, ...facts }
    })
    const id = sharePath(join(array, title))
    const unit = {
      id,
      title,
      sectionId: '1',
      ratingKeys: [title],
      videos: [],
      wants: [],
      trashed: false,
      watchedAt: undefined
    }
    const inspection = { unit: id, lookedAt: 0, files: seen }
    const order = { layout, unit, inspection, because: [{ code: 'playing', person: 'the owner' }] as const }
    const outcome = await mover.promote(order, calm)
    if (outcome.kind !== 'done') throw new Error(`${title} was not moved: ${JSON.stringify(outcome)}`)
  }
  await store.close()
}
