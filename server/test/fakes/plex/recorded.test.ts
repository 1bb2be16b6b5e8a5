/** The simulated server speaks like the recorded ones: every field of a recorded answer is there, with a type that was seen. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { at } from '#test/fakes/kit/ask.ts'
import { attributesOf, lacking as lackingOf } from '#test/fakes/kit/lacking.ts'
import { ask } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, minutes, smallHouse } from './small-house.ts'

/** Recordings live beside the repository and are never copied into it. */
const samples = join(import.meta.dirname, '../../../../../shared/samples/plex')

/** Pictures, music and menus of a recorded answer that no reader of files looks at, and what only old servers sent. */
const notSpoken = new Set([
  'Collection',
  'Producer',
  'Similar',
  'Rating',
  'Location',
  'UltraBlurColors',
  'nocache',
  'viewMode',
  'banner',
  'theme',
  'grandparentTheme',
  'parentTheme',
  'grandparentThumb',
  'grandparentArt',
  'parentThumb',
  'grandparentContentRating',
  'grandparentStudio',
  'parentStudio',
  'parentYear',
  'titleSort',
  'hasPremiumPrimaryExtra',
  'primaryExtraKey',
  'audioProfile',
  'has64bitOffsets'
])

/** Facts that depend on the recorded item itself: whether it was watched, is old, tagged or has a certain stream. */
const circumstantial = new Set([
  'viewCount',
  'lastViewedAt',
  'viewOffset',
  'editionTitle',
  'tagline',
  'Role',
  'Writer',
  'Director',
  'Country',
  'Genre',
  'optimizedForStreaming',
  'count',
  'role',
  'thumb',
  'ratingCount',
  'proxyType',
  'target'
])

/** Stream fields vary with every codec; these are the ones that tell what kind of stream it is. */
const telling = new Set([
  'id',
  'streamType',
  'codec',
  'index',
  'key',
  'format',
  'language',
  'languageCode',
  'displayTitle',
  'extendedDisplayTitle'
])

function isAsked(names: readonly string[]): boolean {
  if (names.some((name) => notSpoken.has(name) || circumstantial.has(name))) return false
  return names.at(-2) !== 'Stream' || telling.has(names.at(-1) ?? '')
}

function lacking(recorded: unknown, simulated: unknown): string[] {
  return lackingOf(recorded, simulated, isAsked)
}

function sample(name: string): unknown {
  return JSON.parse(readFileSync(join(samples, name), 'utf8'))
}

describe.skipIf(!existsSync(samples))(
  'recorded answers (skipped where the recordings are not beside the repository)',
  () => {
    let plex: FakePlex
    beforeEach(async () => {
      plex = await startFakePlex({ library: smallHouse(), people: household })
    })
    afterEach(() => plex.close())

    const get = async (path: string): Promise<unknown> => JSON.parse((await ask(plex, path, { person: 'owner' })).text)

    test.each([
      ['a list of movies', 'plex-api.rs/server_media_movie_library.json', '/library/sections/1/all'],
      ['a list of shows', 'plex-api.rs/server_media_tv_library.json', '/library/sections/2/all'],
      ['the seasons of a show', 'plex-api.rs/server_media_tv_seasons.json', '/library/metadata/100/children'],
      ['the episodes of a season', 'plex-api.rs/server_media_tv_episodes.json', '/library/metadata/120/children'],
      ['a movie in detail', 'plex-api.rs/server_media_metadata_108.json', '/library/metadata/11'],
      ['a movie with a sidecar', 'plex-api.rs/transcode_metadata_1036.json', '/library/metadata/11'],
      [
        'a movie in versions and stacked parts',
        'plex-api.rs/transcode_metadata_159637.json',
        '/library/metadata/11,12'
      ],
      ['a checked movie', 'synthetic/metadata_checkfiles_sidecar.json', '/library/metadata/11?checkFiles=1']
    ])('%s', async (_what, file, path) => {
      expect(lacking(sample(file), await get(path))).toEqual([])
    })

    test('the sections', async () => {
      const recorded = at(sample('watchstate/plex_data.json'), 'sections_get_200', 'response', 'body')
      expect(recorded).toBeDefined()
      const simulated = await get('/library/sections')
      expect(lacking(recorded, simulated)).toEqual([])
      expect(at(simulated, 'MediaContainer', 'Directory', 0, 'Location', 0)).toEqual({ id: 10, path: '/data/movies' })
    })

    test('sessions, history and the report of a player', async () => {
      plex.watched('alex', '121')
      plex.play('alex', '122')
      expect(lacking(sample('synthetic/sessions-direct-play.json'), await get('/status/sessions'))).toEqual([])
      expect(lacking(sample('synthetic/history-all.json'), await get('/status/sessions/history/all'))).toEqual([])
      const report = await get(`/:/timeline?ratingKey=11&state=playing&time=${minutes(1)}`)
      expect(lacking(sample('plex-api.rs/timeline_timeline.json'), report)).toEqual([])
    })

    test('notifications', async () => {
      const socket = new WebSocket(`${plex.url.replace('http', 'ws')}/:/websockets/notifications`, {
        headers: { 'X-Plex-Token': plex.token('owner') }
      })
      const heard: unknown[] = []
      await plex.push.connected()
      const finished = new Promise<void>((resolve) => {
        socket.on('message', (message) => {
          const value: unknown = JSON.parse(String(message))
          heard.push(value)
          if (at(value, 'NotificationContainer', 'type') === 'preference') resolve()
        })
      })
      plex.play('alex', '121')
      plex.library.change('122', { title: 'Changed' })
      await get('/library/metadata/11')
      plex.push.announce({ type: 'preference', array: 'Setting', entries: [{ id: 'OnDeckWindow', value: 16 }] })
      await finished
      for (const file of ['synthetic/ws-playing.json', 'synthetic/ws-timeline.json', 'synthetic/ws-status.json']) {
        expect(lacking(sample(file), heard)).toEqual([])
      }
      const activity = { NotificationContainer: sample('plextraktsync/events.json') }
      expect(lacking(activity, heard)).toEqual([])
    })

    test.each([
      ['home-assistant/library_sections.xml', '/library/sections', 'Directory'],
      ['home-assistant/library_sections.xml', '/library/sections', 'Location'],
      ['home-assistant/plex_server_accounts.xml', '/accounts', 'Account']
    ])('the attributes of %s at %s: %s', async (file, path, element) => {
      const simulated = (await ask(plex, path, { person: 'owner', headers: { Accept: '*/*' } })).text
      const recorded = attributesOf(readFileSync(join(samples, file), 'utf8'), element)
      expect(recorded.length).toBeGreaterThan(0)
      expect(attributesOf(simulated, element)).toEqual(expect.arrayContaining(recorded))
    })
  }
)
