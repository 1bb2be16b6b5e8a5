/** The data folder runs full in the middle of a move: whatever cannot be written down, one whole copy of every file stays. */
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Journal } from '#ports/journal.ts'
import { Failure } from '#src/failure.ts'
import { bareRemove, linkBackup, linkRemove, unionKeep, unionRemove } from './modes.ts'
import { evict, film, type Life, makeWorld, originalContent, plainBytes, promote, type World } from './world.ts'

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

const full = new Failure('store.broken', {
  sentence: 'Could not write to the database: no space left on device.',
  retry: 'later'
})

/** From its n-th write on nothing can be written down any more. */
const fullFrom = (nth: number) => {
  let writes = 0
  const counted = <Value>(write: () => Promise<Value>): Promise<Value> => {
    writes += 1
    return writes >= nth ? Promise.reject(full) : write()
  }
  const wrap = (journal: Journal): Journal => ({
    ...journal,
    openPromotion: (planned) => counted(() => journal.openPromotion(planned)),
    openEviction: (unit, because) => counted(() => journal.openEviction(unit, because)),
    openSome: (unit, because, files) => counted(() => journal.openSome(unit, because, files)),
    setStage: (moveId, stage) => counted(() => journal.setStage(moveId, stage)),
    note: (entry, change) => counted(() => journal.note(entry, change)),
    close: (entry, ending, forget) => counted(() => journal.close(entry, ending, forget)),
    forgetDirectories: (gone) => counted(() => journal.forgetDirectories(gone))
  })
  return { wrap, isReached: () => writes >= nth }
}

const isWhole = (path: string): boolean => {
  try {
    return plainBytes(path)?.equals(originalContent) === true
  } catch {
    return false
  }
}

const wholeCopies = (): readonly boolean[] =>
  [join(world.array, film), join(world.array, `${film}.plexcached`), join(world.pool, film)].map(isWhole)

test.each(
  [unionRemove, linkRemove, bareRemove, linkBackup, unionKeep].flatMap((mode) =>
    (['in', 'out'] as const).map((way) => [way, mode] as const)
  )
)('peer 07: on the way %s (%o)', async (way, mode) => {
  let nth = 1
  for (let goesOn = true; goesOn; nth += 1) {
    world = await makeWorld(mode)
    life = await world.live()
    if (way === 'out') await promote(world, life)
    const { wrap, isReached } = fullFrom(nth)
    const mover = life.moverWith({ wrapJournal: wrap })
    const outcome = await (way === 'in' ? promote : evict)(world, { ...life, mover }).catch(() => undefined)
    goesOn = isReached()
    expect(wholeCopies(), `write ${nth}`).toContain(true)
    expect(outcome?.kind === 'done', `write ${nth}`).toBe(!goesOn)
    // With room again the next start puts in order what was left half done, and still nothing is lost.
    await life.mover.settle()
    expect(wholeCopies(), `write ${nth}, settled`).toContain(true)
    expect(await life.journal.unfinished()).toEqual([])
    if (goesOn) {
      await life.end()
      world.remove()
    }
  }
  expect(nth).toBeGreaterThan(4)
})
