/** What reading single items promises: batches, streams, sidecars, children, and which reads wake disks. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { ask, container, items, keys } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, smallHouse } from './small-house.ts'

describe('details', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household })
  })
  afterEach(() => plex.close())

  test('a batch leaves unknown ids out in silence', async () => {
    expect(await keys(plex, '/library/metadata/11,999,121')).toEqual(['11', '121'])
    expect(await keys(plex, '/library/metadata/11%2C12')).toEqual(['11', '12'])
  })

  test('a batch of unknown ids alone answers 404', async () => {
    expect((await ask(plex, '/library/metadata/998,999', { person: 'owner' })).status).toBe(404)
  })

  test('details carry streams and ids, and name their section', async () => {
    const [harbour] = await items(plex, '/library/metadata/11?skipRefresh=1')
    expect(harbour).toMatchObject({
      librarySectionID: 1,
      librarySectionTitle: 'Movies',
      librarySectionKey: '/library/sections/1'
    })
    expect(at(harbour, 'Guid')).toHaveLength(2)
    expect(at(harbour, 'Media', 0, 'Part', 0, 'Stream', 0)).toMatchObject({
      streamType: 1,
      codec: 'hevc',
      index: 0
    })
  })

  test('a sidecar is a stream with a key, without a file and without an index', async () => {
    const [harbour] = await items(plex, '/library/metadata/11?skipRefresh=1')
    const streams = rows(harbour, 'Media', 0, 'Part', 0, 'Stream')
    const sidecar = streams.find(({ key }) => key !== undefined)
    expect(sidecar).toMatchObject({ streamType: 3, codec: 'srt', format: 'srt', languageCode: 'eng' })
    expect(sidecar).not.toHaveProperty('file')
    expect(sidecar).not.toHaveProperty('index')
  })

  test('files are checked only when that is asked for, which wakes disks', async () => {
    const part = async (query: string) =>
      at((await items(plex, `/library/metadata/11?${query}`))[0], 'Media', 0, 'Part', 0)
    expect(await part('skipRefresh=1')).not.toHaveProperty('exists')
    expect(plex.requests.counters().diskWakes).toBe(0)
    expect(await part('skipRefresh=1&checkFiles=1')).toMatchObject({ exists: true, accessible: true })
    expect(plex.requests.counters().diskWakes).toBe(1)
  })

  test('a read that does not skip the refresh wakes disks as well', async () => {
    await items(plex, '/library/metadata/11')
    expect(plex.requests.counters().diskWakes).toBe(1)
  })

  test('lists wake nothing', async () => {
    await items(plex, '/library/sections/1/all?checkFiles=1')
    await items(plex, '/library/metadata/100/allLeaves')
    expect(plex.requests.counters().diskWakes).toBe(0)
  })

  test('the children of a show are its seasons, behind a directory that is none', async () => {
    const children = await container(plex, '/library/metadata/100/children')
    expect(at(children, 'Directory', 0)).toMatchObject({ key: '/library/metadata/100/allLeaves', leafCount: 7 })
    expect(rows(children, 'Metadata').map(({ title }) => title)).toEqual(['Specials', 'Season 1', 'Season 2'])
    expect(children).toMatchObject({ viewGroup: 'season', librarySectionID: 2 })
  })

  test('the children of a season are its episodes', async () => {
    expect(await keys(plex, '/library/metadata/120/children')).toEqual(['121', '122', '123'])
  })

  test.each(['allLeaves', 'grandchildren'])('%s of a show are all episodes, with their files', async (word) => {
    const leaves = await items(plex, `/library/metadata/100/${word}`)
    expect(leaves).toHaveLength(7)
    expect(at(leaves, 2, 'Media', 0, 'Part', 0, 'file')).toBe(
      '/data/tv/Lantern Street/Season 01/Lantern Street - S01E01.mkv'
    )
  })

  test('the children of an unknown item answer 404', async () => {
    expect((await ask(plex, '/library/metadata/999/children', { person: 'owner' })).status).toBe(404)
  })
})
