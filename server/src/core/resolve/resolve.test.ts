import { describe, expect, it } from 'vitest'
import { plexPath } from '#core/model/place.ts'
import {
  aLayout,
  aLibrary,
  aMovie,
  anEpisode,
  anOwned,
  answered,
  aWant,
  aWorld,
  GB,
  now
} from '#test/builders/world.ts'
import { createPathMap } from './path-map.ts'
import { resolve } from './resolve.ts'

const layout = aLayout()
const pathMap = createPathMap(layout, [{ plex: '/media', share: '/mnt/user' }])

const world = (
  items: Parameters<typeof aLibrary>[0],
  facts: { readonly wants?: readonly string[]; readonly owned?: readonly string[] }
) =>
  resolve(aWorld({ owned: (facts.owned ?? []).map((name) => anOwned({ name })) }), {
    wants: (facts.wants ?? []).map((ratingKey) => aWant({ ratingKey })),
    library: aLibrary(items),
    pathMap
  })

const part = (file: string, sizeBytes = GB) => ({ file: plexPath(file), sizeBytes })

describe('from wants to units', () => {
  it('places the file of a wanted item on share and pool', () => {
    const [unit] = [...world([anEpisode({ ratingKey: 'a' })], { wants: ['a'] }).units.values()]
    expect(unit).toMatchObject({
      id: '/mnt/user/tv/a.mkv',
      videos: [{ poolPath: '/mnt/cache/tv/a.mkv' }],
      wants: [{ ratingKey: 'a' }]
    })
  })

  it('makes one unit of each version and of each stack, and none of an optimised version', () => {
    const film = aMovie({
      ratingKey: 'm',
      versions: [
        { optimized: false, parts: [part('/media/films/m-1080.mkv')] },
        { optimized: false, parts: [part('/media/films/m cd1.avi'), part('/media/films/m cd2.avi')] },
        { optimized: true, parts: [part('/media/films/Plex Versions/m.mp4')] }
      ]
    })
    const units = [...world([film], { wants: ['m'] }).units.values()]
    expect(units.map((unit) => unit.videos.length)).toEqual([1, 2])
  })

  it('joins the episodes of one file into one unit with the wishes of all', () => {
    const versions = [{ optimized: false, parts: [part('/media/tv/S01E01-E02.mkv')] }]
    const items = [
      anEpisode({ ratingKey: 'a', versions }),
      anEpisode({ ratingKey: 'b', episode: 2, versions, viewCount: 1, lastViewedAt: now })
    ]
    const units = [...world(items, { wants: ['a', 'b'] }).units.values()]
    expect(units).toHaveLength(1)
    expect(units[0]).toMatchObject({ ratingKeys: ['a', 'b'], watchedAt: undefined })
    expect(units[0]?.wants).toHaveLength(2)
  })

  it('calls a unit watched when every item in it was seen to the end', () => {
    const seen = anEpisode({ ratingKey: 'a', viewCount: 1, lastViewedAt: now - 5 })
    const again = anEpisode({ ratingKey: 'a', viewCount: 1, lastViewedAt: now - 5, viewOffsetMs: 60_000 })
    expect([...world([seen], { owned: ['a'] }).units.values()][0]?.watchedAt).toBe(now - 5)
    expect([...world([again], { owned: ['a'] }).units.values()][0]?.watchedAt).toBeUndefined()
  })

  it.each([
    ['the second was only begun', { viewOffsetMs: 60_000, lastViewedAt: now }, undefined],
    ['the second was never opened', {}, undefined],
    ['nobody knows when the second was seen', { viewCount: 1 }, undefined],
    ['both were seen', { viewCount: 1, lastViewedAt: now - 1 }, now - 1]
  ])('takes the later view of two episodes in one file: %s', (_why, second, expected) => {
    const versions = [{ optimized: false, parts: [part('/media/tv/a.mkv')] }]
    const items = [
      anEpisode({ ratingKey: 'a', versions, viewCount: 1, lastViewedAt: now - 5 }),
      anEpisode({ ratingKey: 'b', episode: 2, versions, ...second })
    ]
    expect([...world(items, { owned: ['a'] }).units.values()][0]?.watchedAt).toBe(expected)
  })

  it('calls a unit trashed only when every item in it is', () => {
    const versions = [{ optimized: false, parts: [part('/media/tv/a.mkv')] }]
    const items = [anEpisode({ ratingKey: 'a', versions, trashed: true }), anEpisode({ ratingKey: 'b', versions })]
    expect([...world(items, { owned: ['a'] }).units.values()][0]?.trashed).toBe(false)
  })

  it('leaves out versions that nobody wants and that are not on the pool', () => {
    const versions = ['a', 'a-4k'].map((name) => ({ optimized: false, parts: [part(`/media/tv/${name}.mkv`)] }))
    const items = [anEpisode({ ratingKey: 'a', versions })]
    expect([...world(items, { owned: ['a'] }).units.keys()]).toEqual(['/mnt/user/tv/a.mkv'])
  })

  it('keeps the reason of a file without a place, and goes on with the others', () => {
    const lost = anEpisode({ ratingKey: 'x', versions: [{ optimized: false, parts: [part('/other/x.mkv')] }] })
    const result = world([lost, anEpisode({ ratingKey: 'a' })], { wants: ['x', 'a'] })
    expect(result.unplaced).toMatchObject([
      { path: '/other/x.mkv', reason: { code: 'unmapped-path', prefix: '/media' } }
    ])
    expect(result.units.size).toBe(1)
  })

  it('knows owned units that nobody wants, and leaves out those that Plex no longer lists', () => {
    const result = world([anEpisode({ ratingKey: 'a' })], { owned: ['a', 'gone'] })
    expect([...result.units.keys()]).toEqual(['/mnt/user/tv/a.mkv'])
  })

  it('says nothing about a version without a place that nobody wants', () => {
    const versions = [
      { optimized: false, parts: [part('/media/tv/a.mkv')] },
      { optimized: false, parts: [part('/elsewhere/a-4k.mkv')] }
    ]
    const items = [anEpisode({ ratingKey: 'a', versions })]
    expect(world(items, { owned: ['a'] }).unplaced).toEqual([])
    expect(world(items, { wants: ['a'], owned: ['a'] }).unplaced).toHaveLength(1)
  })
})

describe('what vanished from Plex', () => {
  const pathMap = createPathMap(aLayout(), [{ plex: '/media', share: '/mnt/user' }])
  const world = (items: Parameters<typeof aLibrary>[0], facts: Parameters<typeof aWorld>[0] = {}) =>
    resolve(aWorld({ owned: [anOwned({ name: 'a' })], ...facts }), { wants: [], library: aLibrary(items), pathMap })
  const { id } = anOwned({ name: 'a' })
  const elsewhere = anEpisode({ ratingKey: 'b' })

  it('is confirmed by a complete answer only', () => {
    expect([...world([elsewhere]).confirmedGone]).toEqual([id])
    expect([...world([anEpisode({ ratingKey: 'a' }), elsewhere]).confirmedGone]).toEqual([])
    expect([...world([]).confirmedGone]).toEqual([])
    const silent = answered({ source: 'library Films', sectionId: '1', state: 'silent', detail: 'no answer' })
    expect([...world([elsewhere], { reports: [silent] }).confirmedGone]).toEqual([])
  })

  it('is not believed when a quarter of the pool vanishes at once', () => {
    const owned = ['a', 'b', 'c', 'd', 'e'].map((name) => anOwned({ name }))
    expect([...world([anEpisode({ ratingKey: 'e' })], { owned }).confirmedGone]).toEqual([])
  })

  it('is not gone when Plex made its item anew under another key', () => {
    const anew = anEpisode({ ratingKey: '99', versions: anEpisode({ ratingKey: 'a' }).versions })
    expect(world([anew]).units.get(id)?.ratingKeys).toEqual(['99'])
    expect([...world([anew]).confirmedGone]).toEqual([])
  })

  it('has a successor when the same item holds another file now', () => {
    const upgraded = anEpisode({ ratingKey: 'a', versions: anEpisode({ ratingKey: 'a 1080p' }).versions })
    expect([...world([upgraded]).replaced]).toEqual([[id, '/mnt/user/tv/a 1080p.mkv']])
    expect([...world([upgraded]).confirmedGone]).toEqual([id])
  })
})
