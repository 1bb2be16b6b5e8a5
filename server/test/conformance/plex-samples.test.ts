/** Recorded answers of real servers, read by the readers of production. They lie beside the checkout and are not part of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { guidsOf, readItem } from '#adapters/plex/items.ts'
import { parseJsonItems } from '#adapters/plex/json-items.ts'
import { itemsIn, readSections, readServer, readSessionList } from '#adapters/plex/payloads.ts'
import { noticesOfText, readNotices } from '#adapters/plex/push/alerts.ts'
import { createEventReader } from '#adapters/plex/push/event-stream.ts'
import { type Loose, obj } from '#adapters/plex/readers.ts'
import { parseXml } from '#adapters/plex/xml.ts'
import { guidKeys } from '#core/model/guid.ts'
import type { LibraryItem } from '#core/model/library.ts'
import { createPlexStage, failureOf, noAbort, type PlexStage, reading } from './plex-fixture.ts'

const folder = join(import.meta.dirname, '../../../../shared/samples/plex')
const text = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** The document as the adapter takes it in: XML by sax, JSON with its items put back where they were. */
const document = (file: string): Loose => {
  if (file.endsWith('.xml')) return obj(parseXml(text(file))) ?? {}
  return obj(JSON.parse(text(file))) ?? {}
}
const container = (file: string): Loose => obj(document(file).MediaContainer) ?? {}
const items = (file: string): readonly (LibraryItem | undefined)[] =>
  itemsIn(container(file)).map((raw) => readItem(raw, '1'))
const files = (item: LibraryItem | undefined): readonly string[] =>
  item?.versions.flatMap(({ parts }) => parts.map(({ file }) => file)) ?? []
const showKeys = (file: string): readonly string[] =>
  itemsIn(container(file)).flatMap((raw) => guidKeys(guidsOf(obj(raw) ?? {}), 'show'))

/** Which file is read by which reader, and what must come out. */
const table: Readonly<Record<string, () => void>> = {
  'home-assistant/library_sections.xml': () => {
    const states = readSections(container('home-assistant/library_sections.xml'))
    expect(states.map(({ section, fingerprint }) => `${section.sectionId} ${section.type} ${fingerprint}`)).toEqual([
      '1 movie 116893155 1602461679 1605409122',
      '2 show 117133678 1602523323 1605461424'
    ])
    expect(states[1]?.section.locations).toEqual(['/storage/tvshows'])
  },
  'home-assistant/plex_server_base.trimmed.xml': () =>
    expect(readServer(container('home-assistant/plex_server_base.trimmed.xml'))).toMatchObject({
      version: '1.20.4.3517-ab5e1197c'
    }),
  'plex-api.rs/server_media_providers_plexpass.json': () =>
    expect(readServer(container('plex-api.rs/server_media_providers_plexpass.json')).machineIdentifier).toBeDefined(),
  'plex-api.rs/server_media_providers_unclaimed.json': () =>
    expect(readServer(container('plex-api.rs/server_media_providers_unclaimed.json')).machineIdentifier).toBe(
      'machine_id3'
    ),
  'plex-api.rs/server_media_movie_library.json': () => {
    const movies = items('plex-api.rs/server_media_movie_library.json')
    expect(movies.map((movie) => movie?.type)).toEqual(['movie', 'movie', 'movie', 'movie'])
    expect(movies[0]).toMatchObject({ ratingKey: '55', title: 'Big Buck Bunny', year: 2008, durationMs: 5062 })
    expect(movies[0]?.versions).toEqual([
      { optimized: false, parts: [{ file: '/data/Movies/Big Buck Bunny (2008).mkv', sizeBytes: 13_400_382 }] }
    ])
  },
  'plex-api.rs/server_media_tv_library.json': () =>
    expect(showKeys('plex-api.rs/server_media_tv_library.json')).toEqual(['tvdb:show:268592', 'tvdb:show:121361']),
  'plex-api.rs/server_media_tv_seasons.json': () =>
    expect(items('plex-api.rs/server_media_tv_seasons.json')).toEqual([undefined, undefined]),
  'plex-api.rs/server_media_tv_episodes.json': () => {
    const episodes = items('plex-api.rs/server_media_tv_episodes.json')
    expect(episodes.map((episode) => `${episode?.season}x${episode?.episode}`)).toEqual(['1x1', '1x2', '1x3'])
    expect(episodes[0]).toMatchObject({ showKey: '22', showTitle: 'The 100', season: 1, episode: 1, title: 'Pilot' })
  },
  'plex-api.rs/server_media_metadata_108.json': () =>
    expect(items('plex-api.rs/server_media_metadata_108.json').map(files)).toEqual([
      ['/data/Movies/Interstate 60 (2002).mkv']
    ]),
  'plex-api.rs/server_media_metadata_161.json': () =>
    expect(items('plex-api.rs/server_media_metadata_161.json')).toEqual([undefined]),
  'plex-api.rs/transcode_metadata_1036.json': () =>
    expect(items('plex-api.rs/transcode_metadata_1036.json').map((movie) => movie?.title)).toEqual(['Reign of Fire']),
  'plex-api.rs/transcode_metadata_157786.json': () =>
    expect(items('plex-api.rs/transcode_metadata_157786.json')).toEqual([undefined]),
  'plex-api.rs/transcode_metadata_159637.json': () => {
    const [movie] = items('plex-api.rs/transcode_metadata_159637.json')
    expect(movie?.versions.map(({ parts }) => parts.length)).toEqual([1, 2])
  },
  'plex-api.rs/transcode_video_sessions.json': () =>
    expect(itemsIn(container('plex-api.rs/transcode_video_sessions.json'))).toEqual([]),
  'plex-api.rs/timeline_timeline.json': () =>
    expect(itemsIn(container('plex-api.rs/timeline_timeline.json'))).toEqual([]),
  'go-plex-client/show_metadata_legacy_guid.xml': () =>
    expect(showKeys('go-plex-client/show_metadata_legacy_guid.xml')).toEqual(['tvdb:show:153021']),
  'home-assistant/hubs.first-hub.xml': () => {
    const hub = obj(parseXml(text('home-assistant/hubs.first-hub.xml')))
    const [raw] = itemsIn(obj(hub && Object.values(hub)[0]) ?? {})
    expect(readItem(raw, '2')).toMatchObject({
      ratingKey: '35',
      showKey: '30',
      viewCount: 1,
      lastViewedAt: 1_631_590_710_000
    })
  },
  'home-assistant/session_base.trimmed.xml': () =>
    expect(readSessionList(container('home-assistant/session_base.trimmed.xml'))).toMatchObject({
      entries: [{ ratingKey: '1', person: 'User {user_id}', state: 'playing' }],
      skipped: 0
    }),
  'home-assistant/session_transient.xml': () =>
    expect(readSessionList(container('home-assistant/session_transient.xml'))).toEqual({ entries: [], skipped: 0 }),
  'home-assistant/livetv_sessions.xml': () =>
    expect(readSessionList(container('home-assistant/livetv_sessions.xml'))).toEqual({ entries: [], skipped: 0 }),
  'synthetic/sessions-direct-play.json': () =>
    expect(readSessionList(container('synthetic/sessions-direct-play.json')).entries).toMatchObject([
      {
        ratingKey: '1501',
        person: 'User 1000',
        personId: expect.any(String),
        state: 'playing',
        sessionKey: expect.any(String),
        player: expect.any(String),
        viewOffsetMs: expect.any(Number),
        durationMs: expect.any(Number),
        file: expect.stringMatching(/\.\w+$/u)
      }
    ]),
  'synthetic/metadata_checkfiles_sidecar.json': () => {
    const [movie] = items('synthetic/metadata_checkfiles_sidecar.json')
    expect(movie?.versions.map(({ optimized }) => optimized)).toEqual([false, true])
  },
  'synthetic/history-all.json': () =>
    expect(itemsIn(container('synthetic/history-all.json')).map((raw) => readItem(raw, '1')?.ratingKey)).toEqual([
      '1501',
      undefined
    ]),
  'synthetic/ws-playing.json': () =>
    expect(noticesOfText(text('synthetic/ws-playing.json'))).toEqual([
      {
        kind: 'playback',
        sessionKey: '42',
        ratingKey: '1501',
        state: 'playing',
        player: expect.any(String),
        viewOffsetMs: expect.any(Number)
      }
    ]),
  'synthetic/ws-timeline.json': () =>
    expect(noticesOfText(text('synthetic/ws-timeline.json'))).toEqual([{ kind: 'library' }]),
  'synthetic/ws-status.json': () =>
    expect(noticesOfText(text('synthetic/ws-status.json'))).toEqual([{ kind: 'library' }]),
  'synthetic/sse-stream.txt': () => {
    const events: string[] = []
    createEventReader((event) => events.push(event))(text('synthetic/sse-stream.txt'))
    expect(events.flatMap(noticesOfText)).toEqual([
      {
        kind: 'playback',
        sessionKey: '42',
        ratingKey: '1501',
        state: 'playing',
        player: expect.any(String),
        viewOffsetMs: expect.any(Number)
      }
    ])
  },
  'plextraktsync/events.json': () => expect(readNotices(JSON.parse(text('plextraktsync/events.json')))).toEqual([]),
  'plextraktsync/events-played.json': () =>
    expect(JSON.parse(text('plextraktsync/events-played.json')).flatMap(readNotices)).toEqual([])
}

/** Read through the whole adapter below; and documents of other services, which only the parsers see. */
const replayed = 'watchstate/plex_data.json'
const foreign = [
  'home-assistant/plex_server_accounts.xml',
  'home-assistant/plextv_shared_users.trimmed.xml',
  ...[
    'friends_accepted_mixed',
    'friends_accepted_one_restricted',
    'pins_linked',
    'pins_new',
    'resources',
    'servers_machine_id',
    'shared_server_create',
    'user_privacy',
    'user_user_info_free_guest',
    'user_user_info_plexpass',
    'user_webhooks_two'
  ].map((name) => `plex-api.rs/myplex_api_v2_${name}.json`),
  ...['account', 'invites_requested', 'statistics_resources', 'transcode_sessions'].map(
    (name) => `python-plexapi/${name}.xml`
  ),
  ...[
    'graphql_friend_watchlist',
    'graphql_private',
    'home_switch_403',
    'home_users',
    'rate_limited_429',
    'rss_item',
    'trakt_trending_movies',
    'watchlist_page',
    'webhook_scrobble_payload'
  ].map((name) => `synthetic/${name}.json`),
  'synthetic/shared_servers.xml'
]

const attributesIn = (value: unknown): number => {
  if (typeof value === 'string') return 1
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, inner) => sum + attributesIn(inner), 0)
}

let stage: PlexStage = createPlexStage()
afterEach(async () => {
  await stage.dispose()
  stage = createPlexStage()
})

describe.skipIf(!existsSync(folder))('recorded answers', () => {
  it.each(Object.keys(table))('%s', (file) => {
    table[file]?.()
    expect.hasAssertions()
  })

  it.each(foreign.filter((file) => file.endsWith('.xml')))('%s is parsed without loss', (file) => {
    expect(attributesIn(parseXml(text(file)))).toBe(
      text(file)
        .replace(/<\?.*?\?>/, '')
        .match(/\s[\w:]+="/g)?.length
    )
  })

  it.each(foreign.filter((file) => file.endsWith('.json')))('%s is parsed without loss', (file) => {
    const taken: unknown[] = []
    const rest = parseJsonItems(Buffer.from(text(file)), (item) => taken.push(item))
    const whole = JSON.parse(text(file))
    expect(taken).toEqual(whole.MediaContainer?.Metadata ?? [])
    expect(rest).toEqual(taken.length === 0 ? whole : { MediaContainer: { ...whole.MediaContainer, Metadata: [] } })
  })

  it('are all in the table', () => {
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(xml|json|txt)$/.test(file)
    )
    expect([...Object.keys(table), ...foreign, replayed].sort()).toEqual(there.sort())
  })

  const replay = async (): Promise<{ url: string; refuse: () => void }> => {
    const recorded = JSON.parse(text(replayed))
    const answers: Readonly<Record<string, string>> = {
      '/library/sections ': 'sections_get_200',
      '/library/sections/1/all 1': 'library_movie_get_200',
      '/library/sections/2/all 2': 'library_show_get_200',
      '/library/sections/2/all 4': 'library_episodes_get_200'
    }
    let refused = false
    const url = await stage.serve((incoming, response) => {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://any')
      const known = answers[`${pathname} ${searchParams.get('type') ?? ''}`]
      const {
        http_code: code,
        headers,
        body
      } = recorded[refused ? 'sections_get_401' : (known ?? 'sections_get_401')].response
      const type = { 'Content-Type': headers['Content-Type'] }
      response.writeHead(code, type).end(typeof body === 'string' ? body : JSON.stringify(body))
    })
    return {
      url,
      refuse: () => {
        refused = true
      }
    }
  }

  it(`${replayed}: sections, movies, shows and episodes make a library; the HTML of a 401 refuses the token`, async () => {
    const { url, refuse } = await replay()
    const plex = stage.plex({ url, token: 'recorded' })
    const { index, silent } = await reading(plex)
    expect(index.sections.map(({ title }) => title)).toEqual(['Movies', 'TV Shows'])
    expect(silent.map(({ title }) => title)).toEqual(['Non matched content'])
    expect(index.size).toBeGreaterThan(1)
    refuse()
    expect((await failureOf(plex.readSessions(noAbort))).code).toBe('plex.token-refused')
  })
})
