/** Trakt's client against the simulated Trakt: signing in, staying signed in, and the own watchlist. */
import { afterEach, describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import { failureOf } from './plex-fixture.ts'
import { films, openTraktStage, type TraktStage } from './trakt-fixture.ts'

let stage: TraktStage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})
const open = async (...facts: Parameters<typeof openTraktStage>): Promise<TraktStage> => {
  stage = await openTraktStage(...facts)
  return stage
}

const hour = 3_600_000
const sent = ({ fake }: TraktStage) => fake.log.entries().map(({ path, query }) => `${path}?${query}`)

describe('signing in', () => {
  it('takes a code that is typed elsewhere, is asked about in peace, and names the account', async () => {
    const trakt = await open()
    const { client, fake, signal } = trakt
    const code = await client.beginCode(signal)
    expect(code).toMatchObject({ page: `${fake.urls.auth}/activate`, intervalMs: 5000 })
    expect(code.expiresAt - fake.clock.now()).toBe(600_000)
    expect(await client.codeState(code.deviceCode, signal)).toEqual({ kind: 'waiting' })
    expect(await client.codeState(code.deviceCode, signal)).toEqual({ kind: 'slower' })
    fake.clock.advance(5000)
    fake.control.approve(code.userCode, 'mia')
    const state = await client.codeState(code.deviceCode, signal)
    if (state.kind !== 'done') throw new Error(state.kind)
    expect(state.tokens.livesMs).toBe(24 * hour)
    expect(await client.accountName(state.tokens.access, signal)).toBe('mia')
    fake.clock.advance(5000)
    expect(await client.codeState(code.deviceCode, signal)).toEqual({ kind: 'expired' })
  })

  it('ends when somebody says no, when nobody came, and when Trakt knows nothing of it', async () => {
    const { client, fake, signal } = await open()
    const denied = await client.beginCode(signal)
    fake.control.deny(denied.userCode)
    expect(await client.codeState(denied.deviceCode, signal)).toEqual({ kind: 'denied' })
    const late = await client.beginCode(signal)
    fake.clock.advance(600_000)
    expect(await client.codeState(late.deviceCode, signal)).toEqual({ kind: 'expired' })
    expect(await client.codeState(secret('of-nobody'), signal)).toEqual({ kind: 'expired' })
  })

  it('needs the client secret, and the right one', async () => {
    const trakt = await open()
    const code = await trakt.client.beginCode(trakt.signal)
    for (const clientSecret of [undefined, secret('wrong')]) {
      const failure = await failureOf(trakt.another({ clientSecret }).codeState(code.deviceCode, trakt.signal))
      expect(failure.told).toContain('Trakt does not take TRAKT_CLIENT_ID with TRAKT_CLIENT_SECRET')
    }
  })

  it('is renewed with a token that is good once; one that comes a second time ends it', async () => {
    const trakt = await open()
    const { client, fake, signal } = trakt
    const first = await trakt.signIn('mia')
    fake.clock.advance(24 * hour)
    expect((await failureOf(client.ownWatchlist(first.access, undefined, signal))).code).toBe('trakt.token-refused')
    const second = await client.renew(first.refresh, signal)
    expect(await client.accountName(second.access, signal)).toBe('mia')
    const stolen = await failureOf(client.renew(first.refresh, signal))
    expect(stolen.told).toMatch(/refused the sign-in .* Sign in to Trakt again: pcu trakt sign-in\./u)
    expect((await failureOf(client.accountName(second.access, signal))).code).toBe('trakt.token-refused')
  })

  it('is not taken for lost when the application is refused', async () => {
    const trakt = await open()
    const { refresh } = await trakt.signIn('mia')
    const failure = await failureOf(trakt.another({ clientSecret: secret('wrong') }).renew(refresh, trakt.signal))
    expect(failure.code).toBe('trakt.key-refused')
    trakt.fake.faults.add({ times: 1, path: 'token', fault: { kind: 'status', status: 403 } })
    expect((await failureOf(trakt.client.renew(refresh, trakt.signal))).code).toBe('trakt.key-refused')
  })

  it('is asked to be renewed once, whatever becomes of the answer', async () => {
    const trakt = await open()
    const { refresh } = await trakt.signIn('mia')
    trakt.fake.faults.add({ times: 1, path: '^/oauth/token', fault: { kind: 'connectionReset' } })
    const before = trakt.client.requests()
    expect((await failureOf(trakt.client.renew(refresh, trakt.signal))).code).toBe('trakt.unreachable')
    expect(trakt.client.requests() - before).toBe(1)
  })

  it('can be taken back', async () => {
    const trakt = await open()
    const { access } = await trakt.signIn('mia')
    await trakt.client.revoke(access, trakt.signal)
    expect((await failureOf(trakt.client.accountName(access, trakt.signal))).code).toBe('trakt.token-refused')
  })

  it('shows no token in any sentence, address or query', async () => {
    const trakt = await open()
    const tokens = await trakt.signIn('mia')
    trakt.fake.control.endSessions('mia')
    const told = [
      (await failureOf(trakt.client.accountName(tokens.access, trakt.signal))).told,
      (await failureOf(trakt.client.renew(tokens.refresh, trakt.signal))).told,
      (await failureOf(trakt.client.accountName(secret('broken\ntoken'), trakt.signal))).told,
      JSON.stringify(trakt.fake.log.entries()),
      JSON.stringify(tokens)
    ].join('\n')
    for (const text of [...trakt.fake.secrets(), trakt.fake.clientSecret, 'broken\ntoken']) {
      expect(told).not.toContain(text)
    }
    for (const text of [tokens.access.reveal(), tokens.refresh.reveal()]) expect(trakt.learnt).toContain(text)
  })
})

describe('the watchlist of somebody who signed in', () => {
  it('is read whole, and then proven unchanged with one question, until something changes or a day is over', async () => {
    const trakt = await open()
    const { client, fake, signal } = trakt
    const [one, two] = films(2)
    if (one === undefined || two === undefined) throw new Error('no films')
    fake.control.addToWatchlist('mia', one)
    const { access, refresh } = await trakt.signIn('mia')
    const first = await client.ownWatchlist(access, undefined, signal)
    if (first.kind !== 'list') throw new Error('it is no list')
    expect(first.titles.map(({ title }) => title)).toEqual(['Film 1'])
    fake.log.reset()
    fake.clock.advance(20 * hour)
    expect(await client.ownWatchlist(access, first.validator, signal)).toEqual({ kind: 'unchanged' })
    expect(sent(trakt)).toEqual(['/sync/last_activities?'])
    const renewed = await client.renew(refresh, signal)
    fake.clock.advance(5 * hour)
    expect(await client.ownWatchlist(renewed.access, first.validator, signal)).toMatchObject({ kind: 'list' })
    fake.control.addToWatchlist('mia', two)
    expect(await client.ownWatchlist(renewed.access, first.validator, signal)).toMatchObject({
      titles: [{ title: 'Film 2' }, { title: 'Film 1' }]
    })
  })

  it('is read also while it is private', async () => {
    const trakt = await open()
    trakt.fake.control.addToWatchlist('mia', { type: 'movie', title: 'Mine' })
    trakt.fake.control.hide('mia')
    const { access } = await trakt.signIn('mia')
    expect(await trakt.client.ownWatchlist(access, undefined, trakt.signal)).toMatchObject({
      titles: [{ title: 'Mine' }]
    })
  })
})
