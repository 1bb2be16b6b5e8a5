import { existsSync, lstatSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, filmFile, type House, readThrough } from '#test/builders/house.ts'

let house: House
afterEach(() => house.leave())

const film = filmFile('Alpha')

const modes = [
  {
    name: 'copy with links',
    env: { COPY_TO_CACHE: 'true', USE_SYMLINKS_FOR_CACHE: 'true' },
    path: 'link',
    parked: true
  },
  { name: 'move with links (the default)', env: { COPY_TO_CACHE: 'false' }, path: 'link', parked: false },
  { name: 'the hybrid', env: { COPY_TO_CACHE: 'false', MOVE_WITH_SYMLINKS: 'true' }, path: 'link', parked: false },
  {
    name: 'a bare move',
    env: { COPY_TO_CACHE: 'false', USE_SYMLINKS_FOR_CACHE: 'false' },
    path: 'nothing',
    parked: false
  },
  {
    name: 'a copy without links',
    env: { COPY_TO_CACHE: 'true', USE_SYMLINKS_FOR_CACHE: 'false' },
    path: 'file',
    parked: false
  },
  {
    name: 'copy and hybrid at once: copy wins',
    env: { COPY_TO_CACHE: 'true', MOVE_WITH_SYMLINKS: 'true' },
    path: 'link',
    parked: true
  }
] as const

const kindOf = (path: string): string => {
  const facts = lstatSync(path, { throwIfNoEntry: false })
  if (facts === undefined) return 'nothing'
  return facts.isSymbolicLink() ? 'link' : 'file'
}

describe.each(modes)('$name', ({ env, path, parked }) => {
  it('caches, serves and returns, and the library is what it was', async () => {
    house = await aHouse({ env })
    const before = census(house.array)
    const content = readThrough(house.here(film))
    house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    expect((await house.run()).outcome).toBe('done')
    expect(kindOf(house.here(film))).toBe(path)
    expect(existsSync(`${house.here(film)}.plexcached`)).toBe(parked)
    expect(readThrough(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(content)
    house.plex.watched('owner', house.key(film), Date.now() - 1000)
    expect(await house.run()).toMatchObject({ outcome: 'done', done: { evicted: { units: 1 } } })
    expect(census(house.array)).toEqual(before)
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(false)
  })
})

describe('deleting from the pool when done', () => {
  it('never deletes the only copy: with a move it is brought home all the same', async () => {
    house = await aHouse({ env: { COPY_TO_CACHE: 'false', DELETE_FROM_CACHE_WHEN_DONE: 'true' } })
    const before = census(house.array)
    house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    await house.run()
    house.plex.watched('owner', house.key(film), Date.now() - 1000)
    await house.run()
    expect(census(house.array)).toEqual(before)
  })
})
