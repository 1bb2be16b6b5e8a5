/** Recorded answers of the real cloud, read by the client. They lie beside the checkout and are not part of it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { secret } from '#core/model/secret.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { clientIdentifier } from './plex-cloud-fixture.ts'
import { createPlexStage, failureOf, noAbort, type PlexStage } from './plex-fixture.ts'

const folder = join(import.meta.dirname, '../../../../shared/samples/plex')
const token = secret('any-token')

let stage: PlexStage
let client: PlexCloud | undefined
beforeEach(() => {
  stage = createPlexStage()
})
afterEach(async () => {
  await client?.close()
  await stage.dispose()
})

/** A service that answers everything with one recording; `status` where it was not 200. */
const recorded = async (file: string, status = 200, change = (text: string): string => text): Promise<PlexCloud> => {
  const type = file.endsWith('.xml') ? 'application/xml' : 'application/json; charset=utf-8'
  const url = await stage.serve((_incoming, response) =>
    response.writeHead(status, { 'Content-Type': type }).end(change(readFileSync(join(folder, file), 'utf8')))
  )
  client = createPlexCloud({
    addresses: { plexTv: url, discover: url, community: url, rss: url },
    clientIdentifier,
    version: '0.1.0',
    timeoutMs: 10_000,
    clock: systemClock
  })
  return client
}
const v2 = (name: string): string => `plex-api.rs/myplex_api_v2_${name}.json`
const kid = { id: '2', uuid: 'b', name: 'Kid', kind: 'managed', hasPin: true } as const

describe.skipIf(!existsSync(folder))('recorded answers', () => {
  it('an account with Plex Pass, and a guest without', async () => {
    expect(await (await recorded(v2('user_user_info_plexpass'))).account(token, noAbort)).toMatchObject({
      hasPass: true
    })
    const guest = { id: '23456', uuid: '88fad7ef5d91c202', name: 'Adult', hasPass: false }
    await client?.close()
    expect(await (await recorded(v2('user_user_info_free_guest'))).account(token, noAbort)).toEqual(guest)
  })

  it('friends, of whom one lives in the Home', async () => {
    const friends = await (await recorded(v2('friends_accepted_mixed'))).friends(token, noAbort)
    expect(friends).toEqual([{ id: '6', uuid: 'deadbeed3', name: 'username', kind: 'friend', hasPin: false }])
  })

  it('friends, of whom none is one but a Home member', async () => {
    expect(await (await recorded(v2('friends_accepted_one_restricted'))).friends(token, noAbort)).toEqual([])
  })

  it('servers with their connections', async () => {
    const [server, ...others] = await (await recorded(v2('resources'))).servers(token, noAbort)
    expect(others).toEqual([])
    expect(server).toMatchObject({ machineIdentifier: 'client_id2', name: 'Box', isOwned: true })
    expect(server?.serverToken?.reveal()).toBe('auth_token')
    expect(server?.connections).toEqual([
      { url: 'http://172.18.0.3:32400', kind: 'local' },
      { url: 'https://172-18-0-3.client-id2.plex.direct:32400', kind: 'local' },
      { url: 'https://example.org:443', kind: 'remote' },
      { url: 'https://2-2-2-2.client-id2.plex.direct:443', kind: 'remote' },
      { url: 'https://178-3-2-1.client-id2.plex.direct:8443', kind: 'relay' }
    ])
  })

  it('a new sign-in and a finished one', async () => {
    const begun = await recorded(v2('pins_new'), 201)
    const before = Date.now()
    const { id, code, expiresAt } = await begun.beginPin({ kind: 'code' }, noAbort)
    expect([id, code]).toEqual(['111222333', 'CODE'])
    expect(Math.round((expiresAt - before) / 60_000)).toBe(15)
    expect(await begun.pin(id, noAbort)).toEqual({ kind: 'waiting' })
    await begun.close()
    const state = await (await recorded(v2('pins_linked'))).pin(id, noAbort)
    expect(state.kind === 'done' && state.token.reveal()).toBe('auth_token')
  })

  it('the Home', async () => {
    expect(await (await recorded('synthetic/home_users.json')).home(token, noAbort)).toEqual([
      { id: '900001', uuid: 'aaaaaaaaaaaaaaaa', name: 'owner', kind: 'owner', hasPin: false },
      { id: '900002', uuid: 'bbbbbbbbbbbbbbbb', name: 'Kid', kind: 'managed', hasPin: true }
    ])
  })

  it('a Home member who is protected', async () => {
    const asked = (await recorded('synthetic/home_switch_403.json', 403)).become(
      token,
      { person: kid, pin: undefined },
      noAbort
    )
    expect((await failureOf(asked)).code).toBe('cloud.pin-wanted')
  })

  it('shares, of which one is without a token', async () => {
    const answer = await (await recorded('synthetic/shared_servers.xml')).shared(token, 'fake-machine-id', noAbort)
    expect(
      answer.kind === 'list' && answer.access.map((each) => ({ ...each, serverToken: each.serverToken?.reveal() }))
    ).toEqual([
      { personId: '1000', serverToken: 'FAKE-SERVER-TOKEN-1000', sections: ['1'] },
      { personId: '1001', serverToken: undefined, sections: 'all' }
    ])
    expect(answer).toMatchObject({ tokens: 'given' })
  })

  it('an old list of friends that was cut is refused, whole it is read', async () => {
    const file = 'home-assistant/plextv_shared_users.trimmed.xml'
    const old = async (change: (text: string) => string): Promise<PlexCloud> => {
      const text = change(readFileSync(join(folder, file), 'utf8'))
      const url = await stage.serve((incoming, response) => {
        const isOld = incoming.url === '/api/users'
        response.writeHead(isOld ? 200 : 404, { 'Content-Type': 'application/xml' }).end(isOld ? text : '<errors/>')
      })
      client = createPlexCloud({
        addresses: { plexTv: url },
        clientIdentifier,
        version: '0',
        timeoutMs: 9000,
        clock: systemClock
      })
      return client
    }
    expect((await failureOf((await old((text) => text)).friends(token, noAbort))).code).toBe('cloud.garbled')
    await client?.close()
    const whole = await old((text) => text.replace('totalSize="3" size="3"', 'totalSize="1" size="1"'))
    expect(await whole.friends(token, noAbort)).toEqual([
      { id: '1000', uuid: '0000000000000000', name: 'User 1000', kind: 'friend', hasPin: false }
    ])
  })

  it('a watchlist', async () => {
    const answer = await (await recorded('synthetic/watchlist_page.json')).watchlist(token, undefined, noAbort)
    expect(answer.kind === 'list' && answer.entries).toEqual([
      { guid: 'plex://movie/5d77702e6afb3d0020613fd1', type: 'movie', title: 'Example Movie', year: 2022 },
      { guid: 'plex://show/5d9c07f7e98e47001eb03fc7', type: 'show', title: 'Example Show', year: 2021 }
    ])
  })

  it("a friend's watchlist, and one that is private", async () => {
    const list = await (await recorded('synthetic/graphql_friend_watchlist.json')).friendWatchlist(token, 'u', noAbort)
    expect(list).toEqual({
      kind: 'list',
      entries: [
        { guid: 'plex://movie/5d77702e6afb3d0020613fd1', type: 'movie', title: 'Example Movie', year: undefined },
        { guid: 'plex://show/5d9c07f7e98e47001eb03fc7', type: 'show', title: 'Example Show', year: undefined }
      ]
    })
    await client?.close()
    const hidden = await recorded('synthetic/graphql_private.json')
    expect(await hidden.friendWatchlist(token, 'u', noAbort)).toEqual({ kind: 'private' })
  })

  it('too many requests', async () => {
    const limited = await recorded('synthetic/rate_limited_429.json', 429)
    expect((await failureOf(limited.ping(token, noAbort))).code).toBe('cloud.resting')
  })
})
