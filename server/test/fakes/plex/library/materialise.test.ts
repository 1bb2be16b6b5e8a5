/** Real files for simulated libraries. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LibrarySource, localPath, makeLibrary, materialise, plainMix } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'

/** Every file that the library names. */
function filesOf(library: LibrarySource): string[] {
  const leaves = library.sections.flatMap(({ key, type }) => {
    const leaf = type === 'movie' ? 'movie' : 'episode'
    return Array.from({ length: library.count(key, leaf) }, (_, index) => library.item(key, leaf, index))
  })
  return leaves.flatMap(({ media }) => media.flatMap(({ parts }) => parts.map(({ file }) => file)))
}

describe('materialise', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'materialise-'))
  })
  afterEach(() => rm(root, { recursive: true }))

  const roots = () => [{ plex: '/data', local: root }]

  test('makes every file of the library, with its subtitles beside the first version', async () => {
    const made = await materialise(smallHouse(), { roots: roots(), bytes: 1000 })
    expect(made).toHaveLength(15)
    const [harbour] = made
    expect(harbour).toMatchObject({ ratingKey: '11', sizeBytes: 1000 })
    expect(harbour?.path).toBe(join(root, 'movies/The Harbour (2001)/The Harbour (2001) - 4k.mkv'))
    expect(harbour?.sidecars).toEqual([join(root, 'movies/The Harbour (2001)/The Harbour (2001) - 4k.en.srt')])
    for (const { path, sidecars } of made) {
      expect((await stat(path)).size).toBe(1000)
      for (const sidecar of sidecars) expect((await stat(sidecar)).size).toBeGreaterThan(0)
    }
  })

  test('files have the listed size but take no space when they are large', async () => {
    const made = await materialise(smallHouse(), { roots: roots(), filter: ({ ratingKey }) => ratingKey === '11' })
    const { size, blocks } = await stat(made[0]?.path ?? '')
    expect(size).toBe(40_000_000_000)
    expect(blocks * 512).toBeLessThan(1_000_000)
  })

  test('small files are random to the last byte', async () => {
    const made = await materialise(smallHouse(), {
      roots: roots(),
      bytes: 100_000,
      filter: ({ type }) => type === 'movie'
    })
    const [first, second] = await Promise.all(made.slice(0, 2).map(({ path }) => readFile(path)))
    expect(first?.subarray(-1000).every((byte) => byte === 0)).toBe(false)
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false)
  })

  test('a share of the items is always the same share', async () => {
    const library = makeLibrary({
      ...plainMix,
      seed: 1,
      movies: 200,
      shows: 0,
      seasonsPerShow: 0,
      episodesPerSeason: 0
    })
    const make = async () =>
      (await materialise(library, { roots: roots(), bytes: 1, ratio: 0.25 })).map(({ ratingKey }) => ratingKey)
    const first = await make()
    expect(first.length).toBeGreaterThan(25)
    expect(first.length).toBeLessThan(80)
    expect(await make()).toEqual(first)
  })

  test('the ugliest names can be made', async () => {
    const library = makeLibrary({
      seed: 3,
      movies: 400,
      shows: 20,
      seasonsPerShow: 2,
      episodesPerSeason: 4,
      longNames: 0.1,
      unicodeNfd: 0.1,
      quotes: 0.1,
      sidecars: 1
    })
    const everywhere = [
      { plex: '/data', local: join(root, 'data') },
      { plex: 'D:\\Media', local: join(root, 'windows') },
      { plex: '\\\\nas\\media', local: join(root, 'unc') }
    ]
    const made = await materialise(library, { roots: everywhere, bytes: 1 })
    expect(new Set(made.map(({ file }) => file))).toEqual(new Set(filesOf(library)))
    expect(new Set(made.map(({ path }) => path)).size).toBe(made.length)
  })

  test.each([
    ['/data/movies/a.mkv', '/x/movies/a.mkv'],
    ['/data2/a.mkv', undefined],
    ['/data/tv/b.mkv', '/y/b.mkv'],
    ['D:\\Media\\Films\\a b\\c.mkv', '/w/Films/a b/c.mkv'],
    ['\\\\nas\\media\\Kids TV\\d.mkv', '/u/Kids TV/d.mkv']
  ])('%s is found at %s', (file, expected) => {
    const table = [
      { plex: '/data', local: '/x' },
      { plex: '/data/tv', local: '/y' },
      { plex: 'D:\\Media', local: '/w' },
      { plex: '\\\\nas\\media', local: '/u' }
    ]
    expect(localPath(file, table)).toBe(expected)
  })
})
