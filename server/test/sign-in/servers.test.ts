/** Which servers are offered after a sign-in, what is shown of each address, and what is refused. */
import { afterEach, describe, expect, it } from 'vitest'
import { aDesk, type Signing, type SigningFacts } from '#test/builders/sign-in.ts'
import type { FakeCloudOptions } from '#test/fakes/cloud/index.ts'
import { type SmallCloud, startSmallCloud } from '#test/fakes/cloud/small-cloud.ts'
import { type FakePlex, startFakePlex } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const open = async (options: FakeCloudOptions, facts: SigningFacts = {}) => {
  const house: SmallCloud = await startSmallCloud(options)
  ends.push(house.close)
  const signing = await aDesk(house.cloud, facts)
  ends.push(signing.close)
  return { house, signing }
}

const anotherPlex = async (): Promise<FakePlex> => {
  const people = [
    { name: 'owner', kind: 'owner', accountId: 900_001 },
    { name: 'alex', kind: 'home', accountId: 2001 }
  ] as const
  const plex = await startFakePlex({
    library: smallHouse(),
    people,
    machineIdentifier: 'the-other-one',
    friendlyName: 'Other'
  })
  ends.push(plex.close)
  return plex
}

/** Up to the choice. */
const arrive = async (house: SmallCloud, { desk, askPast }: Signing, person = 'owner') => {
  desk.paste('mine', house.cloud.control.accountToken(person))
  const now = await askPast('mine', 'looking')
  if (now?.step !== 'choosing') throw new Error(`it is ${JSON.stringify(now)}`)
  return now
}

describe('the addresses of a server', () => {
  it('are all tried, each told with what came of it, and the best one is proposed', async () => {
    const { house, signing } = await open({
      connections: [
        { kind: 'relay' },
        { kind: 'remote' },
        { kind: 'local', dead: true },
        { kind: 'plexDirect' },
        { kind: 'local' }
      ]
    })
    const { servers } = await arrive(house, signing)
    const [server] = servers
    expect(server?.best).toBe(house.plex.url)
    expect(server?.trials.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(
      expect.arrayContaining(['local proven', 'remote proven', 'relay proven', 'local refused', 'local unknown-name'])
    )
    expect(server?.trials.slice(0, 3).map(({ kind }) => kind)).toEqual(['local', 'remote', 'relay'])
    for (const { sentence, tookMs } of server?.trials ?? []) {
      expect(sentence).toMatch(/^[A-Z].*\.$/u)
      expect(tookMs).toBeGreaterThanOrEqual(0)
    }
  })

  it('are refused where another server answers', async () => {
    const other = await anotherPlex()
    const { house, signing } = await open({ connections: [{ kind: 'local', url: other.url }, { kind: 'remote' }] })
    const [server] = (await arrive(house, signing)).servers
    expect(server?.trials.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['remote', 'proven'],
      ['local', 'other-server']
    ])
    expect(server?.hint).toMatch(/through the internet/u)
    const wrong = signing.desk.choose('mine', { machineIdentifier: house.plex.machineIdentifier, url: other.url })
    await expect(wrong).rejects.toMatchObject({ code: 'sign-in.refused' })
    // The stranger was asked who it is, and saw no token.
    expect(new Set(other.requests.entries().map(({ path }) => path))).toEqual(new Set(['/identity']))
  })

  it('include PLEX_URL, which wins when it leads there and is passed over when it does not', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'remote' }] })
    const there = await aDesk(house.cloud, { address: house.plex.url })
    ends.push(there.close)
    expect((await arrive(house, there)).servers[0]).toMatchObject({ best: house.plex.url, hint: null })
    const elsewhere = await aDesk(house.cloud, { address: (await anotherPlex()).url })
    ends.push(elsewhere.close)
    const [server] = (await arrive(house, elsewhere)).servers
    expect(server?.trials.map(({ kind }) => kind)).toEqual(['remote'])
    expect((await arrive(house, signing)).servers[0]?.best).toBe(server?.best ?? '')
  })

  it('leave nothing to choose when all are dead, with what to do', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'local', dead: true }] })
    const now = await arrive(house, signing)
    expect(now.sentence).toMatch(/no server can be reached/u)
    expect(now.servers[0]).toMatchObject({ best: null, hint: expect.stringMatching(/PLEX_URL/u) })
    const choice = { machineIdentifier: house.plex.machineIdentifier }
    await expect(signing.desk.choose('mine', choice)).rejects.toMatchObject({ code: 'sign-in.refused' })
    expect(signing.doings).toEqual([])
  })

  it('are no use where the server takes no token', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'local' }] })
    house.plex.faults.add({ path: '/accounts', fault: { kind: 'status', status: 401 } })
    const [server] = (await arrive(house, signing)).servers
    expect(server).toMatchObject({ best: null, trials: [{ verdict: 'token-refused' }] })
  })
})

describe('several servers', () => {
  it('are all offered when they are the account’s own, and no server of somebody else', async () => {
    const other = await anotherPlex()
    const { house, signing } = await open({
      connections: [{ kind: 'local' }],
      otherPlexes: [other],
      otherServers: [{ name: 'Of a friend', machineIdentifier: 'a-friends-server' }]
    })
    const { servers, sentence } = await arrive(house, signing)
    expect(servers.map(({ name }) => name)).toEqual([house.plex.friendlyName, other.friendlyName])
    expect(sentence).toMatch(/Choose the server/u)
    await signing.desk.choose('mine', { machineIdentifier: other.machineIdentifier })
    expect(signing.tokens.current()).toMatchObject({ server: { machineIdentifier: other.machineIdentifier } })
  })

  it('are changed only when that is meant, and not during a run', async () => {
    let isRunning = true
    const { house, signing } = await open(
      { connections: [{ kind: 'local' }] },
      { deps: { isRunning: () => isRunning } }
    )
    signing.memory.set('plex.machine-identifier', 'the-old-one')
    const choice = { machineIdentifier: house.plex.machineIdentifier }
    await arrive(house, signing)
    await expect(signing.desk.choose('mine', choice)).rejects.toThrow(/another server/u)
    await expect(signing.desk.choose('mine', { ...choice, changeServer: true })).rejects.toThrow(/run is under way/u)
    expect([signing.doings, signing.memory.get('plex.machine-identifier')]).toEqual([[], 'the-old-one'])
    isRunning = false
    await signing.desk.choose('mine', { ...choice, changeServer: true })
    expect(signing.memory.get('plex.machine-identifier')).toBe(house.plex.machineIdentifier)
    expect(signing.doings).toContain('forgot positions')
  })

  it('are taken up only while they still prove themselves', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'local' }] })
    await arrive(house, signing)
    await house.plex.refuse()
    const choice = { machineIdentifier: house.plex.machineIdentifier }
    await expect(signing.desk.choose('mine', choice)).rejects.toThrow(/no longer proves itself/u)
    expect(signing.tokens.current().from).toBe('none')
    await house.plex.accept()
    expect(await signing.desk.choose('mine', choice)).toMatchObject({ step: 'done' })
  })

  it('owned by nobody who signed in are none: the account is refused', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'local' }] })
    signing.desk.paste('mine', house.cloud.control.accountToken('friend'))
    expect(await signing.askPast('mine', 'looking')).toMatchObject({
      step: 'ended',
      why: 'refused',
      sentence: 'Friend owns no Plex server, so nothing can be cached with this account.'
    })
  })
})

describe('a pasted token', () => {
  it('of the owner is proven and taken, blanks around it left out', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'local' }] })
    signing.desk.paste('mine', ` ${house.cloud.control.accountToken('owner')}\n`)
    expect(await signing.askPast('mine', 'looking')).toMatchObject({ step: 'choosing', account: { name: 'Owner' } })
    await signing.desk.choose('mine', { machineIdentifier: house.plex.machineIdentifier })
    expect(signing.tokens.current()).toMatchObject({ from: 'signed-in', how: 'pasted' })
  })

  it.each([
    ['the server itself', 'owner', /belongs to the Plex server itself/u],
    ['somebody with whom the server is shared', 'friend', /good for the server alone/u]
  ])('of %s is refused with the reason', async (_whose, person, words) => {
    const { house } = await open({ connections: [{ kind: 'local' }] })
    const signing = await aDesk(house.cloud, { address: house.plex.url })
    ends.push(signing.close)
    signing.desk.paste('mine', house.plex.token(person))
    const ended = await signing.askPast('mine', 'looking')
    expect(ended).toMatchObject({ step: 'ended', why: 'refused', sentence: expect.stringMatching(words) })
    expect(JSON.stringify(ended)).toContain('Get Info')
    expect(JSON.stringify(ended)).not.toContain(house.plex.token(person))
    expect(signing.tokens.current().from).toBe('none')
  })

  it.each([['nonsense'], ['with blänks and ümlauts'], ['a'.repeat(3000)]])(
    '%s of nobody is refused, also when no server is known',
    async (token) => {
      const { signing } = await open({ connections: [{ kind: 'local' }] })
      signing.desk.paste('mine', token)
      const ended = await signing.askPast('mine', 'looking')
      expect(ended).toMatchObject({ step: 'ended', sentence: 'plex.tv does not know this token.' })
      expect(JSON.stringify(ended)).toContain('Preferences.xml')
    }
  )

  it('is not called wrong while plex.tv cannot be asked', async () => {
    const { house, signing } = await open({ connections: [{ kind: 'local' }] })
    house.cloud.faults.add({ path: '/api/v2/user', fault: { kind: 'htmlWith200' } })
    signing.desk.paste('mine', house.cloud.control.accountToken('owner'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(signing.desk.tell('mine')).toMatchObject({ step: 'looking', trouble: expect.stringMatching(/plex\.tv/u) })
    house.cloud.faults.clear()
    await signing.ask('mine', 6000)
    expect(await signing.askPast('mine', 'looking')).toMatchObject({ step: 'choosing' })
  })
})
