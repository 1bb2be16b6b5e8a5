/** The generated library: the same for the same seed, exact in its numbers, and as ugly as the mix says. */
import { describe, expect, test } from 'vitest'
import { type FakeItem, type ItemType, type LibrarySource, makeLibrary, plainMix } from '#test/fakes/plex/index.ts'

const spec = { seed: 42, movies: 3000, shows: 120, seasonsPerShow: 3, episodesPerSeason: 8 }

function* all(library: LibrarySource, types: readonly ItemType[]): Generator<FakeItem> {
  for (const section of library.sections) {
    for (const type of types) {
      for (let index = 0; index < library.count(section.key, type); index += 1)
        yield library.item(section.key, type, index)
    }
  }
}

const leaves = (library: LibrarySource): FakeItem[] => [...all(library, ['movie', 'episode'])]
const files = (items: readonly FakeItem[]): string[] =>
  items.flatMap(({ media }) => media.flatMap(({ parts }) => parts.map(({ file }) => file)))
const lastName = (file: string): string => file.split(/[/\\]/).at(-1) ?? ''

describe('the generated library', () => {
  test('is the same for the same seed, byte for byte', () => {
    expect(JSON.stringify(leaves(makeLibrary(spec)))).toBe(JSON.stringify(leaves(makeLibrary(spec))))
    expect(JSON.stringify(leaves(makeLibrary({ ...spec, seed: 43 })))).not.toBe(
      JSON.stringify(leaves(makeLibrary(spec)))
    )
  })

  test('holds exactly as many items as asked, over six sections', () => {
    const library = makeLibrary(spec)
    expect(library.sections.map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5', '6'])
    const items = [...all(library, ['movie', 'show', 'season', 'episode'])]
    const count = (type: ItemType): number => items.filter((item) => item.type === type).length
    expect([count('movie'), count('show'), count('season'), count('episode')]).toEqual([3000, 120, 360, 2880])
    expect(new Set(items.map(({ ratingKey }) => ratingKey)).size).toBe(items.length)
  })

  test('finds every item by key and position', () => {
    const library = makeLibrary(spec)
    for (const item of all(library, ['movie', 'show', 'season', 'episode'])) {
      const position = library.position(item.ratingKey)
      expect(library.lookup(item.ratingKey)).toEqual(item)
      expect(library.item(item.sectionKey, item.type, position?.index ?? -1).ratingKey).toBe(item.ratingKey)
    }
  })

  test('knows nothing of keys outside its numbers', () => {
    const library = makeLibrary(spec)
    for (const key of ['0', '1000', 'x', '', '-5', '1e9', String(library.firstFreeId)])
      expect(library.lookup(key)).toBeUndefined()
    expect(() => library.item('1', 'movie', 1e9)).toThrow('no movie')
  })

  test('children and leaves belong to their parents, in order', () => {
    const library = makeLibrary(spec)
    for (const show of all(library, ['show'])) {
      const seasons = library.children(show.ratingKey)
      expect(seasons.every(({ parentKey }) => parentKey === show.ratingKey)).toBe(true)
      expect(seasons.flatMap(({ ratingKey }) => library.children(ratingKey))).toEqual(library.leaves(show.ratingKey))
      expect(library.leaves(show.ratingKey)).toHaveLength(library.leafCount(show.ratingKey))
    }
  })

  test('media and part ids are used once', () => {
    const items = leaves(
      makeLibrary({ ...spec, twoVersions: 1, optimizedVersion: 1, stackedParts: 1, sameFileTwice: 1 })
    )
    const media = items.flatMap((item) => item.media)
    const parts = media.flatMap((each) => each.parts)
    expect(new Set(media.map(({ id }) => id)).size).toBe(media.length)
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length)
  })

  test('without ugliness every item has one file of its own, of known size', () => {
    const items = leaves(makeLibrary({ ...plainMix, ...spec }))
    expect(items.every(({ media }) => media.length === 1 && media[0]?.parts.length === 1)).toBe(true)
    expect(new Set(files(items)).size).toBe(items.length)
    expect(items.every(({ media }) => media[0]?.parts[0]?.sizeBytes !== undefined)).toBe(true)
    expect(makeLibrary({ ...plainMix, ...spec }).sections).toHaveLength(2)
  })

  const library = makeLibrary({ ...spec, movies: 20_000, shows: 300 })
  const items = leaves(library)
  const paths = files(items)
  const share = (keep: (item: FakeItem) => boolean): number => items.filter(keep).length / items.length

  test.each<[string, number, (item: FakeItem) => boolean]>([
    ['two versions', 0.08, ({ media }) => media.filter(({ proxyType }) => proxyType === undefined).length > 1],
    ['an optimized version', 0.03, ({ media }) => media.some(({ proxyType }) => proxyType === 42)],
    ['stacked parts', 0.01, ({ media }) => media.some(({ parts }) => parts.length > 1)],
    ['sidecars', 0.4, ({ sidecars }) => sidecars.length > 0],
    ['a missing size', 0.005, ({ media }) => media[0]?.parts[0]?.sizeBytes === undefined],
    ['a place in the trash', 0.003, ({ deletedAt }) => deletedAt !== undefined],
    ['no match', 0.01, ({ guid }) => guid.startsWith('local://')]
  ])('about as many items as the mix says have %s', (_what, expected, keep) => {
    expect(share(keep)).toBeGreaterThan(expected * 0.6)
    expect(share(keep)).toBeLessThan(expected * 1.6)
  })

  test.each<[string, (item: FakeItem) => boolean]>([
    ['an edition of a film', ({ editionTitle }) => editionTitle !== undefined],
    ['a hidden season', ({ seasonHidden }) => seasonHidden === true],
    ['specials', ({ parentIndex }) => parentIndex === 0],
    ['a hama guid', ({ guid }) => guid.startsWith('com.plexapp.agents.hama://tvdb-')],
    ['a thetvdb guid', ({ guid }) => /^com\.plexapp\.agents\.thetvdb:\/\/\d+\/\d+\/\d+\?lang=en$/.test(guid)],
    ['the same file twice', ({ media }) => new Set(media.map(({ parts }) => parts[0]?.file)).size < media.length],
    ['leading and trailing blanks', ({ title }) => /^ .* $/.test(title)],
    ['quotes', ({ title }) => title.includes("'n'")],
    ['an ampersand', ({ title }) => title.includes('&')],
    ['percent signs', ({ title }) => title.includes('%20')],
    ['an emoji', ({ title }) => /\p{Emoji_Presentation}/u.test(title)],
    ['a decomposed name', ({ title }) => title !== title.normalize('NFC')],
    ['a composed name', ({ title }) => title !== title.normalize('NFD')],
    ['a Windows path', ({ media }) => media[0]?.parts[0]?.file.startsWith('D:\\Media\\Films\\') === true],
    ['a UNC path', ({ media }) => media[0]?.parts[0]?.file.startsWith('\\\\nas\\media\\Kids TV\\') === true],
    [
      'a file inside Plex Versions',
      ({ media }) => media.some(({ parts }) => parts[0]?.file.includes('Plex Versions') === true)
    ]
  ])('somewhere there is %s', (_what, has) => {
    expect(items.some(has)).toBe(true)
  })

  test('the longest names have exactly 255 bytes, and none has more', () => {
    expect(Math.max(...paths.map((path) => Buffer.byteLength(lastName(path))))).toBe(255)
  })

  test('two episodes share one file, each with its own ids and the same size', () => {
    const shared = items.find(({ media }) => media[0]?.parts[0]?.file.includes('S01E01-E02'))
    const other = items.find(({ ratingKey }) => ratingKey === String(Number(shared?.ratingKey) + 1))
    const [first, second] = [shared?.media[0]?.parts[0], other?.media[0]?.parts[0]]
    expect(second).toMatchObject({ file: first?.file, sizeBytes: first?.sizeBytes })
    expect(second?.id).not.toBe(first?.id)
  })

  test('a film of the 4K section is a film of the main section, in another file', () => {
    const uhd = library.item('3', 'movie', 5)
    const twins = items.filter(({ guid, sectionKey }) => guid === uhd.guid && sectionKey === '1')
    expect(twins.length).toBeGreaterThan(0)
    expect(twins[0]?.title).toBe(uhd.title)
    expect(files(twins)).not.toContain(uhd.media[0]?.parts[0]?.file)
  })

  test('legacy and unmatched items have no external ids', () => {
    expect(items.filter(({ guid, guids }) => !guid.startsWith('plex://') && guids.length > 0)).toEqual([])
  })

  test('a path belongs to one item, unless episodes share a file', () => {
    const owners = Map.groupBy(items, ({ media }) => media[0]?.parts[0]?.file ?? '')
    const shared = [...owners].filter(([, each]) => each.length > 1)
    expect(shared.every(([file, each]) => each.length === 2 && /E\d+-E\d+/.test(file))).toBe(true)
  })
})
