/** The simulated cloud speaks like the recorded one: every field of a recorded answer is there, with a type that was seen. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at } from '#test/fakes/kit/ask.ts'
import { attributesOf, lacking } from '#test/fakes/kit/lacking.ts'
import { askCloud, type CloudAsk } from './ask.ts'
import type { App } from './options.ts'
import { type SmallCloud, startSmallCloud } from './small-cloud.ts'

/** Recordings live beside the repository and are never copied into it. */
const samples = join(import.meta.dirname, '../../../../../shared/samples/plex')

const text = (name: string): string => readFileSync(join(samples, name), 'utf8')
const sample = (name: string): unknown => JSON.parse(text(name))

describe.skipIf(!existsSync(samples))(
  'recorded answers (skipped where the recordings are not beside the repository)',
  () => {
    let house: SmallCloud
    beforeEach(async () => {
      const otherServers = [{ name: 'Attic', machineIdentifier: 'a77ic', sharedWith: ['owner'] }]
      house = await startSmallCloud({ otherServers })
    })
    afterEach(() => house.close())

    const get = async (app: App, path: string, options: CloudAsk = {}): Promise<unknown> =>
      JSON.parse((await askCloud(house.cloud, [app, path], { person: 'owner', ...options })).text)

    test('pins, waiting and linked', async () => {
      const pin = await get('plexTv', '/api/v2/pins', { method: 'POST' })
      expect(lacking(sample('plex-api.rs/myplex_api_v2_pins_new.json'), pin)).toEqual([])
      house.cloud.control.link(Number(at(pin, 'id')), 'owner')
      const linked = await get('plexTv', `/api/v2/pins/${at(pin, 'id')}`)
      expect(lacking(sample('plex-api.rs/myplex_api_v2_pins_linked.json'), linked)).toEqual([])
    })

    test('accounts with Plex Pass and without', async () => {
      const asked = ([name]: readonly string[]) => name !== 'pin'
      const owner = await get('plexTv', '/api/v2/user')
      expect(lacking(sample('plex-api.rs/myplex_api_v2_user_user_info_plexpass.json'), owner, asked)).toEqual([])
      const kid = await get('plexTv', '/api/v2/user', { person: 'kid' })
      expect(lacking(sample('plex-api.rs/myplex_api_v2_user_user_info_free_guest.json'), kid)).toEqual([])
      expect(at(kid, 'pin')).toBeTypeOf('string')
    })

    test.each([
      ['resources', 'plex-api.rs/myplex_api_v2_resources.json', '/api/v2/resources?includeHttps=1'],
      [
        'friends of every kind',
        'plex-api.rs/myplex_api_v2_friends_accepted_mixed.json',
        '/api/v2/friends?status=accepted'
      ],
      ['a restricted friend', 'plex-api.rs/myplex_api_v2_friends_accepted_one_restricted.json', '/api/v2/friends'],
      ['the Home', 'synthetic/home_users.json', '/api/v2/home/users']
    ])('%s', async (_what, file, path) => {
      expect(lacking(sample(file), await get('plexTv', path))).toEqual([])
    })

    test('a switch refused, and too many questions', async () => {
      const { uuid } = house.cloud.accounts.byName('kid')
      const refused = await get('clients', `/api/v2/home/users/${uuid}/switch`, { method: 'POST' })
      expect(refused).toEqual(sample('synthetic/home_switch_403.json'))
      const pin = await get('plexTv', '/api/v2/pins', { method: 'POST' })
      await get('plexTv', `/api/v2/pins/${at(pin, 'id')}`)
      expect(await get('plexTv', `/api/v2/pins/${at(pin, 'id')}`)).toEqual(sample('synthetic/rate_limited_429.json'))
    })

    test('a page of a watchlist', async () => {
      const page = await get('discover', '/library/sections/watchlist/all')
      expect(lacking(sample('synthetic/watchlist_page.json'), page)).toEqual([])
    })

    test("a friend's watchlist, and one that is private", async () => {
      const query =
        'query GetWatchlistHub($uuid: ID = "", $first: PaginationInt!) { userV2(user: {id: $uuid}) { ... on User { watchlist(first: $first) { nodes { id } } } } }'
      const of = (name: string) => {
        const variables = { uuid: house.cloud.accounts.byName(name).uuid, first: 100 }
        return get('community', '/api', { method: 'POST', body: { query, variables } })
      }
      house.cloud.control.setPrivacy('hermit', 'friends')
      const [shown, empty] = [await of('hermit'), await of('owner')]
      const asked = (path: readonly string[]) => path.at(-1) !== 'endCursor'
      expect(lacking(sample('synthetic/graphql_friend_watchlist.json'), [shown, empty], asked)).toEqual([])
      house.cloud.control.setPrivacy('hermit', 'private')
      const hidden = await of('hermit')
      expect(lacking(sample('synthetic/graphql_private.json'), hidden)).toEqual([])
      expect(at(hidden, 'errors', 0, 'message')).toBe('User not found: User privacy prevents viewing')
    })

    test('a feed', async () => {
      const order = { method: 'POST', body: { feedType: 'watchlist' } }
      const uuid = at(await get('discover', '/rss?format=json', order), 'RSSInfo', 0, 'uuid')
      expect(lacking(sample('synthetic/rss_item.json'), await get('rss', `/${uuid}?format=json`))).toEqual([])
    })

    test.each([
      ['home-assistant/plextv_shared_users.trimmed.xml', '/api/users', 'MediaContainer'],
      ['home-assistant/plextv_shared_users.trimmed.xml', '/api/users', 'User'],
      ['home-assistant/plextv_shared_users.trimmed.xml', '/api/users', 'Server'],
      ['synthetic/shared_servers.xml', '/api/servers/:machine/shared_servers', 'MediaContainer'],
      ['synthetic/shared_servers.xml', '/api/servers/:machine/shared_servers', 'SharedServer'],
      ['synthetic/shared_servers.xml', '/api/servers/:machine/shared_servers', 'Section']
    ])('the attributes of %s at %s: %s', async (file, path, element) => {
      const where = path.replace(':machine', house.plex.machineIdentifier)
      const simulated = (await askCloud(house.cloud, ['plexTv', where], { person: 'owner' })).text
      const recorded = attributesOf(text(file), element)
      expect(recorded.length).toBeGreaterThan(0)
      expect(attributesOf(simulated, element)).toEqual(expect.arrayContaining(recorded))
    })
  }
)
