import { describe, expect, it } from 'vitest'
import type { LibraryIndex } from '#core/model/library.ts'
import { plexPath } from '#core/model/place.ts'
import { aLibrary, aMovie, anEpisode, now } from '#test/builders/world.ts'
import type { Pin } from './pin.ts'
import { resolvePin } from './resolve.ts'
import { pinWants } from './wants.ts'

const guid = 'plex:movie/0123456789abcdef01234567'
const aPin = (facts: Partial<Pin> = {}): Pin => ({
  id: 1,
  kind: 'movie',
  ratingKey: 'heat',
  sectionId: '1',
  guids: [guid],
  server: 'ours',
  title: 'Heat (1995)',
  by: 'Ada',
  at: now,
  ...facts
})

const file = plexPath('/media/films/heat.mkv')
const file4k = plexPath('/media/films/heat 4K.mkv')
const version = (path: typeof file) => ({ optimized: false, parts: [{ file: path, sizeBytes: 5 }] })
const heat = aMovie({ ratingKey: 'heat', title: 'Heat', year: 1995, versions: [version(file), version(file4k)] })

const libraryOf = (
  items: Parameters<typeof aLibrary>[0],
  guids: Readonly<Record<string, readonly string[]>> = {}
): LibraryIndex => ({
  ...aLibrary(items),
  itemsByGuid: (key) => guids[key] ?? []
})

const ask = (pin: Pin, library: LibraryIndex, facts: { unread?: readonly string[]; server?: string } = {}) =>
  resolvePin(pin, { library, unread: facts.unread ?? [], server: facts.server ?? 'ours' })

const keys = (pin: Pin, library: LibraryIndex) => pinWants(pin, ask(pin, library)).map(({ ratingKey }) => ratingKey)

describe('what a pin holds', () => {
  it('a movie, for whoever pinned it, and says since when', () => {
    const [want, ...others] = pinWants(aPin(), ask(aPin(), libraryOf([heat])))
    expect(others).toEqual([])
    expect(want).toEqual({
      kind: 'pin',
      ratingKey: 'heat',
      person: 'Ada',
      source: 'pins',
      distance: 0,
      freshness: now,
      reason: { code: 'pinned', person: 'Ada', pinnedAt: now }
    })
  })

  it('a season and a show, new episodes as well, the earlier ones first and in one row', () => {
    const first = [
      anEpisode({ ratingKey: 'a', season: 1, episode: 2 }),
      anEpisode({ ratingKey: 'b', season: 1, episode: 1 }),
      anEpisode({ ratingKey: 'c', season: 2, episode: 1 })
    ]
    const show = aPin({ kind: 'show', ratingKey: 'show', title: 'The Show' })
    const season = aPin({ kind: 'season', ratingKey: 'show', season: 1, title: 'The Show, season 1' })
    expect(keys(show, libraryOf(first))).toEqual(['b', 'a', 'c'])
    expect(keys(season, libraryOf(first))).toEqual(['b', 'a'])
    const more = [...first, anEpisode({ ratingKey: 'd', season: 1, episode: 3 })]
    expect(keys(season, libraryOf(more))).toEqual(['b', 'a', 'd'])
    const wants = pinWants(season, ask(season, libraryOf(more)))
    expect(wants.map(({ distance }) => distance)).toEqual([0, 1, 2])
    expect(new Set(wants.map(({ chain }) => chain)).size).toBe(1)
    expect(wants[0]?.reason).toMatchObject({ as: 'The Show, season 1' })
  })

  it('one version alone, and the whole title once that version is replaced', () => {
    const pin = aPin({ kind: 'version', file: file4k })
    expect(pinWants(pin, ask(pin, libraryOf([heat])))).toMatchObject([{ ratingKey: 'heat', file: file4k }])
    const upgraded = { ...heat, versions: [version(file), version(plexPath('/media/films/heat remux.mkv'))] }
    const hold = ask(pin, libraryOf([upgraded]))
    expect(hold).toMatchObject({ state: 'found', isReplaced: true })
    expect(pinWants(pin, hold).map((want) => want.file)).toEqual([undefined])
    expect(ask(pin, libraryOf([heat]))).toMatchObject({ isReplaced: false })
  })
})

describe('peer 44: a pin follows, and is never dropped silently', () => {
  it('a movie that was matched anew, by its ids', () => {
    const anew = { ...heat, ratingKey: 'new' }
    expect(ask(aPin(), libraryOf([anew], { [guid]: ['new'] }))).toMatchObject({ state: 'found', ratingKey: 'new' })
  })

  it('but takes none of several titles that share its ids, unless one alone lies in its section', () => {
    const [one, two] = [
      { ...heat, ratingKey: 'n1' },
      { ...heat, ratingKey: 'n2', sectionId: '9' }
    ]
    const guids = { [guid]: ['n1', 'n2'] }
    expect(ask(aPin(), libraryOf([one, two], guids))).toMatchObject({ ratingKey: 'n1' })
    expect(ask(aPin(), libraryOf([one, { ...two, sectionId: '1' }], guids))).toEqual({ state: 'gone' })
  })

  it('an episode whose file was replaced under a new key, and a show that was matched anew', () => {
    const pin = aPin({
      kind: 'episode',
      ratingKey: 'old',
      showKey: 'show',
      season: 1,
      episode: 2,
      guids: ['plex:show/1']
    })
    expect(ask(pin, libraryOf([anEpisode({ ratingKey: 'e', season: 1, episode: 2 })]))).toMatchObject({
      ratingKey: 'e'
    })
    const moved = anEpisode({ ratingKey: 'f', showKey: 'show2', season: 1, episode: 2 })
    const guids = { 'plex:show/1': ['show2'] }
    expect(ask(pin, libraryOf([moved], guids))).toMatchObject({ ratingKey: 'f', showKey: 'show2' })
    const show = aPin({ kind: 'show', ratingKey: 'show', guids: ['plex:show/1'] })
    expect(ask(show, libraryOf([moved], guids))).toMatchObject({ ratingKey: 'show2' })
  })

  it('a ratingKey of another server names nothing; the ids still do', () => {
    const other = { ...heat, title: 'Something else' }
    expect(ask(aPin(), libraryOf([other]), { server: 'theirs' })).toEqual({ state: 'gone' })
    const there = libraryOf([other, { ...heat, ratingKey: 'x' }], { [guid]: ['x'] })
    expect(ask(aPin(), there, { server: 'theirs' })).toMatchObject({ ratingKey: 'x' })
  })

  it('is unknown, not gone, while anything of the library was not read', () => {
    expect(ask(aPin(), libraryOf([aMovie({ ratingKey: 'z' })]), { unread: ['2'] })).toEqual({ state: 'unknown' })
    expect(ask(aPin(), libraryOf([]))).toEqual({ state: 'unknown' })
    expect(ask(aPin(), libraryOf([aMovie({ ratingKey: 'z' })]))).toEqual({ state: 'gone' })
    expect(pinWants(aPin(), { state: 'gone' })).toEqual([])
  })
})
