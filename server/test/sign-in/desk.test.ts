/** Signing in against a simulated plex.tv: link and code, whose browser it is, what ends it, and how politely Plex is asked. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aDesk, type Signing } from '#test/builders/sign-in.ts'
import { type SmallCloud, startSmallCloud } from '#test/fakes/cloud/small-cloud.ts'

let house: SmallCloud
let signing: Signing

beforeEach(async () => {
  house = await startSmallCloud({ connections: [{ kind: 'local' }] })
  signing = await aDesk(house.cloud)
})
afterEach(async () => {
  await signing.close()
  await house.close()
  expect(signing.bugs).toEqual([])
})

const codeOf = (link: string): string => new URLSearchParams(link.split('#?')[1]).get('code') ?? ''

const begin = async (browser = 'mine'): Promise<string> => {
  const begun = await signing.desk.begin(browser, 'http://nas:5443/')
  if (begun.step !== 'waiting') throw new Error(`it is ${begun.step}`)
  return begun.link
}

const pinRequests = (): number => house.cloud.log.entries().filter(({ path }) => path.includes('/pins/')).length

describe('a sign-in by link', () => {
  it('waits, then knows account and server, and is finished by the choice', async () => {
    const link = await begin()
    expect(link).toMatch(/^https:\/\/app\.plex\.tv\/auth#\?clientID=/u)
    expect(new URLSearchParams(link.split('#?')[1]).get('forwardUrl')).toBe('http://nas:5443/')
    expect(await signing.ask('mine')).toMatchObject({ step: 'waiting', trouble: null, typed: null })
    house.cloud.control.link(codeOf(link), 'owner')
    const found = await signing.askPast('mine', 'waiting', 'looking')
    expect(found).toMatchObject({
      step: 'choosing',
      account: { name: 'Owner' },
      servers: [{ name: house.plex.friendlyName, best: house.plex.url, standing: 'new', hint: null }]
    })
    expect(signing.tokens.current().from).toBe('none')
    const done = await signing.desk.choose('mine', { machineIdentifier: house.plex.machineIdentifier })
    expect(done).toMatchObject({ step: 'done', sentence: expect.stringContaining(house.plex.url) })
    expect(signing.desk.tell('mine')).toEqual({ step: 'none' })
    expect(signing.doings).toEqual([`saved ${house.plex.url}`, 'reopened'])
    expect(signing.tokens.current()).toMatchObject({ from: 'signed-in', how: 'pin', account: { name: 'Owner' } })
    expect((await signing.tokens.account())?.reveal()).toBe(house.cloud.control.accountToken('owner'))
  })

  it('goes nowhere afterwards unless the page is known', async () => {
    const begun = await signing.desk.begin('mine', undefined)
    expect(begun).toMatchObject({ link: expect.not.stringContaining('forwardUrl') })
  })

  it('can be finished with a short code on another device instead', async () => {
    await begin()
    const coded = await signing.desk.typeCode('mine')
    if (coded?.step !== 'waiting' || coded.typed === null) throw new Error('there is no code')
    expect(coded.typed).toMatchObject({ code: expect.stringMatching(/^[A-Z0-9]{4}$/u), page: 'https://plex.tv/link' })
    expect(await signing.desk.typeCode('mine')).toMatchObject({ typed: coded.typed })
    house.cloud.control.link(coded.typed.code, 'owner')
    await signing.ask('mine')
    expect(await signing.askPast('mine', 'waiting', 'looking')).toMatchObject({ step: 'choosing' })
  })

  it('goes on without the code when only that has expired', async () => {
    await begin()
    await signing.desk.typeCode('mine')
    house.cloud.clock.advance(16 * 60_000)
    expect(await signing.ask('mine')).toMatchObject({ step: 'waiting' })
  })

  it('expires, and says so', async () => {
    await begin()
    expect(await signing.ask('mine', 31 * 60_000)).toMatchObject({ step: 'ended', why: 'expired' })
  })
})

describe('whose sign-in it is', () => {
  it('is nobody else’s: another browser neither sees nor finishes it', async () => {
    const link = await begin()
    house.cloud.control.link(codeOf(link), 'owner')
    expect(signing.desk.tell('theirs')).toEqual({ step: 'none' })
    expect(await signing.ask('theirs')).toBeUndefined()
    expect(await signing.desk.typeCode('theirs')).toBeUndefined()
    await signing.askPast('mine', 'waiting', 'looking')
    const choice = { machineIdentifier: house.plex.machineIdentifier }
    expect(await signing.desk.choose('theirs', choice)).toBeUndefined()
    expect(signing.tokens.current().from).toBe('none')
  })

  it('is one for each browser: a new one ends the old one', async () => {
    const first = await begin()
    await begin()
    house.cloud.control.link(codeOf(first), 'owner')
    expect(await signing.ask('mine')).toMatchObject({ step: 'waiting' })
  })

  it('is one of a few: too many are refused, and a browser that fell silent makes place', async () => {
    for (let number = 0; number < 8; number += 1) await begin(`browser ${number}`)
    await expect(begin('one more')).rejects.toMatchObject({ code: 'sign-in.refused' })
    house.cloud.clock.advance(61_000)
    await signing.ask('browser 0', 0)
    await begin('one more')
    expect(signing.desk.tell('browser 0')).toMatchObject({ step: 'waiting' })
    expect(signing.desk.tell('browser 1')).toEqual({ step: 'none' })
  })

  it('is dropped by a cancel, and its token with it', async () => {
    const link = await begin()
    house.cloud.control.link(codeOf(link), 'owner')
    await signing.askPast('mine', 'waiting', 'looking')
    signing.desk.cancel('mine')
    expect(signing.desk.tell('mine')).toEqual({ step: 'none' })
  })

  it('does not hold a token for ever', async () => {
    const link = await begin()
    house.cloud.control.link(codeOf(link), 'owner')
    await signing.askPast('mine', 'waiting', 'looking')
    house.cloud.clock.advance(46 * 60_000)
    expect(signing.desk.tell('mine')).toEqual({ step: 'none' })
  })
})

describe('how Plex is asked', () => {
  it('only while the browser asks, and no oftener than every two seconds', async () => {
    await begin()
    house.cloud.clock.advance(600_000)
    expect(pinRequests()).toBe(0)
    for (let number = 0; number < 20; number += 1) await signing.ask('mine', 400)
    expect(pinRequests()).toBeGreaterThan(2)
    expect(pinRequests()).toBeLessThanOrEqual(5)
  })

  it('no oftener with a code than without', async () => {
    await begin()
    await signing.desk.typeCode('mine')
    for (let number = 0; number < 20; number += 1) await signing.ask('mine', 400)
    expect(pinRequests()).toBeLessThanOrEqual(5)
  })

  it('goes on by itself after "too many requests"', async () => {
    const link = await begin()
    house.cloud.faults.add({ path: '/pins/', times: 1, fault: { kind: 'status', status: 429, retryAfterSeconds: 20 } })
    expect(await signing.ask('mine')).toMatchObject({
      step: 'waiting',
      trouble: expect.stringMatching(/fewer requests/u)
    })
    const before = pinRequests()
    await signing.ask('mine')
    expect(pinRequests()).toBe(before)
    house.cloud.control.link(codeOf(link), 'owner')
    house.cloud.clock.advance(40_000)
    expect(await signing.askPast('mine', 'waiting', 'looking')).toMatchObject({ step: 'choosing' })
  })

  it('goes on by itself when the account or the servers cannot be read at first', async () => {
    const link = await begin()
    house.cloud.control.link(codeOf(link), 'owner')
    house.cloud.faults.add({ path: '/resources', times: 1, fault: { kind: 'malformedJson' } })
    await signing.ask('mine')
    let trouble: unknown = null
    for (let tries = 0; tries < 100 && trouble === null; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      const now = signing.desk.tell('mine')
      trouble = now.step === 'looking' ? now.trouble : trouble
    }
    expect(trouble).toMatch(/cannot be used/u)
    expect(await signing.ask('mine', 6000)).toMatchObject({ step: 'looking', account: { name: 'Owner' } })
    expect(await signing.askPast('mine', 'looking')).toMatchObject({ step: 'choosing' })
  })

  it('is no sign-in at all when Plex cannot be asked for one', async () => {
    await house.cloud.hosts.plexTv.refuse()
    await expect(begin()).rejects.toMatchObject({ code: 'cloud.unreachable' })
    expect(signing.desk.tell('mine')).toEqual({ step: 'none' })
    await house.cloud.hosts.plexTv.accept()
  })
})
