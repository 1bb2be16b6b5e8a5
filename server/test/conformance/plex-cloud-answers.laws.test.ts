/** Whatever document the cloud answers with: a question ends with a value of its shape or with a failure, never with a bug. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { readValidator } from '#adapters/plex/cloud/validator.ts'
import { secret } from '#core/model/secret.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { Failure } from '#src/failure.ts'
import { clientIdentifier } from './plex-cloud-fixture.ts'
import { createPlexStage, noAbort, type PlexStage } from './plex-fixture.ts'

const patienceMs = 30_000

/** Time that nobody has to wait for: it jumps a minute with every look, and only a patience is real. */
const hasty = (): Clock => {
  let now = 1_772_820_000_000
  return {
    now: () => {
      now += 60_000
      return now
    },
    after: (ms, call) => {
      const timer = setTimeout(call, ms === patienceMs ? ms : 0)
      return { cancel: () => clearTimeout(timer) }
    }
  }
}

const fieldNames = [
  'MediaContainer', 'Metadata', 'totalSize', 'size', 'offset', 'guid', 'ratingKey', 'type', 'title', 'year', 'Guid', 'id', 'uuid', 'users',
  'subscription', 'active', 'sharedServers', 'home', 'User', 'SharedServer', 'userID', 'accessToken', 'Section', 'key', 'shared', 'authToken',
  'connections', 'provides', 'clientIdentifier', 'uri', 'address', 'port', 'data', 'userV2', 'watchlist', 'nodes', 'pageInfo', 'hasNextPage',
  'endCursor', 'errors', 'message', 'code', 'RSSInfo', 'url', 'items', 'pong', 'expiresAt', 'createdAt', 'expiresIn', '__proto__'
] // biome-ignore format: a list of words

const oddJson = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<unknown>(
      'movie',
      'SHOW',
      'server',
      '1',
      0,
      1,
      2,
      true,
      null,
      -2,
      1e21,
      '',
      'https://rss.plex.tv/x',
      'User not found: x'
    ),
    fc.jsonValue()
  ),
  list: fc.array(tie('node'), { maxLength: 3 }),
  record: fc.dictionary(fc.constantFrom(...fieldNames), tie('node'), { maxKeys: 6 }),
  node: fc.oneof({ depthSize: 'medium' }, tie('leaf'), tie('list'), tie('record'))
})).node

const person = { id: '7', uuid: 'u', name: 'Kim', kind: 'home', hasPin: false } as const
const token = secret('any-token')
const questions: readonly (readonly [name: string, ask: (client: PlexCloud) => Promise<unknown>])[] = [
  ['account', (client) => client.account(token, noAbort)],
  ['home', (client) => client.home(token, noAbort)],
  ['friends', (client) => client.friends(token, noAbort)],
  ['shared', (client) => client.shared(token, 'm', noAbort)],
  ['become', (client) => client.become(token, { person, pin: undefined }, noAbort)],
  ['servers', (client) => client.servers(token, noAbort)],
  ['watchlist', (client) => client.watchlist(token, undefined, noAbort)],
  ['friendWatchlist', (client) => client.friendWatchlist(token, 'u', noAbort)],
  ['friendsMark', (client) => client.friendsMark(token, noAbort)],
  ['externalIds', (client) => client.externalIds(token, ['plex://movie/a1', 'plex://show/b2'], noAbort)],
  ['beginPin', (client) => client.beginPin({ kind: 'link', forwardTo: 'http://nas' }, noAbort)],
  ['pin', (client) => client.pin('1', noAbort)],
  ['ping', (client) => client.ping(token, noAbort)]
]

describe('a document of any kind', () => {
  let stage: PlexStage
  let client: PlexCloud
  let document: unknown = {}
  let status = 200
  beforeAll(async () => {
    stage = createPlexStage()
    const url = await stage.serve((_incoming, response) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(document))
    )
    const addresses = { plexTv: url, discover: url, community: url, rss: url }
    client = createPlexCloud({ addresses, clientIdentifier, version: '0', timeoutMs: patienceMs, clock: hasty() })
  })
  afterAll(async () => {
    await client.close()
    await stage.dispose()
  })

  it.each(questions)('ends %s with a value or a failure', async (_name, ask) => {
    const statuses = fc.constantFrom(200, 200, 200, 201, 204, 400, 401, 403, 404, 410, 422, 500)
    await fc.assert(
      fc.asyncProperty(oddJson, statuses, async (answered, code) => {
        document = answered
        status = code
        const end = await ask(client).then(
          () => 'a value',
          (thrown: unknown) => thrown
        )
        if (end === 'a value') return
        expect(end).toBeInstanceOf(Failure)
        expect(end instanceof Failure && [end.code.split('.')[0], end.cause]).toEqual(['cloud', undefined])
      }),
      { numRuns: 150 }
    )
  })
})

it('a validator that is none of ours counts as none', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom(undefined, '', '1', '1 2 3', `1 ${'g'.repeat(64)} x`)),
      (text) => {
        expect(readValidator(text)).toBeUndefined()
      }
    )
  )
})
