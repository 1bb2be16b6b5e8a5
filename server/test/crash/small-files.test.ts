/** A unit with many small files: some are carried at once, the large ones alone, and what fails or stops in the middle leaves nothing. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { CopyOrder, FileSystem } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import {
  calm,
  content,
  evict,
  type Life,
  makeWorld,
  ownedUnit,
  plainDisk,
  promote,
  type World,
  writeAt
} from './world.ts'

const folder = 'Films/Arrival (2016)'
const subtitles = Array.from({ length: 19 }, (_, n) => `${folder}/Arrival.${n}.srt`)
const parts = [1, 2].map((n) => `${folder}/Arrival - pt${n}.mkv`)
const large = 9 * 1024 * 1024

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

/** Counts what is carried at the same moment, by the size of the file. */
const counting = (copy: FileSystem['copy'] = plainDisk.copy) => {
  const running: number[] = []
  const most = { small: 0, large: 0, beside: 0 }
  const fileSystem: FileSystem = {
    ...plainDisk,
    copy: async (order: CopyOrder) => {
      running.push(order.expected.sizeBytes)
      const big = running.filter((bytes) => bytes >= large).length
      most.large = Math.max(most.large, big)
      most.small = Math.max(most.small, running.length - big)
      if (big > 0) most.beside = Math.max(most.beside, running.length - big)
      try {
        return await copy(order)
      } finally {
        running.splice(running.indexOf(order.expected.sizeBytes), 1)
      }
    }
  }
  return { fileSystem, most }
}

const start = async (): Promise<void> => {
  world = await makeWorld({ presentation: 'symlink', original: 'backup' }, [...parts, ...subtitles])
  for (const part of parts) writeAt(join(world.array, part), content(part, large), 1_700_000_000)
  life = await world.live()
}

test('sixteen small files at once, the large ones alone, and all come home again', async () => {
  await start()
  const { fileSystem, most } = counting()
  const acting = { ...life, mover: life.moverWith({ fileSystem }) }
  expect(await promote(world, acting)).toMatchObject({ kind: 'done' })
  expect(most).toEqual({ small: 16, large: 1, beside: 0 })
  expect((await ownedUnit(world, life)).files).toHaveLength(21)
  expect(await evict(world, acting)).toMatchObject({ kind: 'done' })
  expect(readdirSync(world.pool)).toEqual([])
})

test('one that fails takes all of them back, also those that were on their way beside it', async () => {
  await start()
  const full = new Failure('disk.full', { sentence: 'Could not copy: no space left.', retry: 'later' })
  const { fileSystem } = counting((order) =>
    order.from.path === subtitles[5] ? Promise.reject(full) : plainDisk.copy(order)
  )
  const acting = { ...life, mover: life.moverWith({ fileSystem }) }
  expect(await promote(world, acting)).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
  expect(readdirSync(world.pool)).toEqual([])
  expect(await life.journal.unfinished()).toEqual([])
})

test('a stop in the middle of them leaves nothing', async () => {
  await start()
  const stop = new AbortController()
  let copies = 0
  const { fileSystem } = counting((order) => {
    copies += 1
    if (copies === 6) stop.abort()
    return plainDisk.copy(order)
  })
  const acting = { ...life, mover: life.moverWith({ fileSystem }) }
  const outcome = await promote(world, acting, { ...calm, signal: stop.signal })
  expect(outcome).toMatchObject({ kind: 'stood-back', reason: { code: 'run-stopped' } })
  expect(copies).toBeLessThan(21)
  expect(readdirSync(world.pool)).toEqual([])
  expect(await life.journal.unfinished()).toEqual([])
})
