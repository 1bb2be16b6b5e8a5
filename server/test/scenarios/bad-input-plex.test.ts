import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, filmFile, type House } from '#test/builders/house.ts'
import { decisionOn, told, verdictOn } from '#test/builders/odd-house.ts'
import { hasProgram } from '#test/conformance/storage-fixture.ts'
import type { Fault } from '#test/fakes/plex/index.ts'

let house: House
let cached: unknown
const hours = (n: number): number => Date.now() - n * 3_600_000
const disks = () => [census(house.array), census(house.pool)]

/** A film on the pool whose time is up, and an episode that ought to come: every run would have something to do. */
beforeAll(async () => {
  house = await aHouse({ env: { WATCHED_CACHE_EXPIRY: '1', NUMBER_EPISODES: '0' } })
  house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: hours(9) })
  expect((await house.run()).done.promoted.units).toBe(1)
  house.plex.watched('owner', house.key(filmFile('Alpha')), hours(3))
  house.plex.watched('owner', house.key(episodeFile(1)), hours(2))
  cached = disks()
})
afterEach(async () => {
  house.plex.faults.clear()
  await house.plex.accept()
})
afterAll(() => house.leave())

/** Nothing was done; run, problem and log tell the same sentence, which names the setting; the token stands nowhere. */
const expectTold = async (facts: { env?: Record<string, string>; setting: string; words: RegExp }): Promise<void> => {
  const { report, problems, status, log } = await told(house, { env: facts.env ?? {} })
  expect(report.outcome).toBe('failed')
  expect(report.sentence).toMatch(/^Nothing was changed: /u)
  expect(report.sentence).toMatch(facts.words)
  expect(report.sentence).toContain(facts.setting)
  expect(problems.map(({ setting }) => setting)).toContain(facts.setting)
  expect(problems.map(({ sentence }) => sentence).join(' ')).toMatch(facts.words)
  expect(status.sentence).toMatch(/^\d+ problems? needs? you\./u)
  expect(log).toContain(report.sentence)
  expect(JSON.stringify([report, problems, status, log])).not.toContain(house.plex.token('owner'))
  expect(disks()).toEqual(cached)
}

describe('settings of Plex that cannot be used', () => {
  const wrong = [
    { name: 'no PLEX_URL', env: { PLEX_URL: '' }, words: /PLEX_URL.*http:\/\//u },
    { name: 'no PLEX_TOKEN', env: { PLEX_TOKEN: '' }, words: /PLEX_TOKEN.*owner/u },
    { name: 'a PLEX_URL that is no address', env: { PLEX_URL: 'my plex' }, words: /PLEX_URL must be an http:\/\/ or/u },
    { name: 'a PLEX_URL with a token in it', env: { PLEX_URL: 'http://h/?X-Plex-Token=a' }, words: /without query/u },
    { name: 'a PLEX_TOKEN with blanks', env: { PLEX_TOKEN: 'two words' }, words: /PLEX_TOKEN holds blanks/u },
    { name: 'a PLEX_TOKEN of nobody', env: { PLEX_TOKEN: 'wrong-token' }, words: /refused the token in PLEX_TOKEN/u },
    { name: 'an unknown name', env: { PLEX_URL: 'http://nowhere.invalid:32400' }, words: /cannot be resolved.*DNS/u }
  ] as const

  it.each(wrong)('$name is told in one sentence that names the setting', async ({ env, words }) => {
    await expectTold({ env, setting: Object.keys(env).join(), words })
  })
})

describe('a Plex in trouble', () => {
  const soon = { PLEX_TIMEOUT_SECONDS: '1' }
  const faults: readonly {
    name: string
    fault: Fault
    words: RegExp
    setting: string
    env?: Record<string, string>
  }[] = [
    { name: '401', fault: { kind: 'status', status: 401 }, words: /refused the token/u, setting: 'PLEX_TOKEN' },
    { name: '500', fault: { kind: 'status', status: 500 }, words: /trouble of its own.*500/u, setting: 'PLEX_URL' },
    { name: '503', fault: { kind: 'status', status: 503 }, words: /trouble of its own.*503/u, setting: 'PLEX_URL' },
    {
      name: 'silence',
      fault: { kind: 'neverAnswer' },
      words: /within 1 s.*PLEX_TIMEOUT/u,
      setting: 'PLEX_URL',
      env: soon
    },
    {
      name: 'stalling',
      fault: { kind: 'headersThenStall' },
      words: /within 1 s.*PLEX_TIMEOUT/u,
      setting: 'PLEX_URL',
      env: soon
    },
    {
      name: 'half answers',
      fault: { kind: 'truncate', atByte: 20 },
      words: /cut short|broke off/u,
      setting: 'PLEX_URL'
    },
    { name: 'broken JSON', fault: { kind: 'malformedJson' }, words: /not valid JSON/u, setting: 'PLEX_URL' },
    { name: 'web pages', fault: { kind: 'htmlWith200' }, words: /web page answered/u, setting: 'PLEX_URL' }
  ]

  it.each(faults)('with $name everywhere changes nothing and is told', async ({ fault, words, setting, env = {} }) => {
    house.plex.faults.add({ fault })
    await expectTold({ env, words, setting })
  })

  it.each(faults)(
    'with $name only for its list of libraries is told as well',
    async ({ fault, words, setting, env = {} }) => {
      house.plex.faults.add({ path: '^/library/sections$', fault })
      await expectTold({ env, words, setting })
    }
  )

  it('that refuses connections changes nothing and is told', async () => {
    await house.plex.refuse()
    await expectTold({ words: /Nothing accepts connections.*port/u, setting: 'PLEX_URL' })
  })
})

describe('one library in trouble', () => {
  const films = `^/library/sections/1/(all|onDeck)`

  it.each([
    ['cut short', { kind: 'truncate', atByte: 200 }],
    ['no JSON', { kind: 'malformedJson' }],
    ['a web page', { kind: 'htmlWith200' }],
    ['500', { kind: 'status', status: 500 }]
  ] as const)(
    'whose answer is %s keeps what is on the pool, says so, and costs the others nothing',
    async (_name, fault) => {
      house.plex.faults.add({ path: films, fault })
      const { report, problems, log } = await told(house, { dryRun: true })
      expect(report.outcome).toBe('done')
      expect(decisionOn(report, 'Alpha').action).toBe('keep')
      expect(decisionOn(report, 'S01E02').action).toBe('promote')
      const problem = problems.find(({ id }) => id === 'source.library Films')
      expect(problem).toMatchObject({
        setting: 'PLEX_URL',
        sentence: expect.stringMatching(/library Films did not answer/u)
      })
      expect(log.split(problem?.sentence ?? 'nothing')).toHaveLength(2)
    }
  )

  it('whose on deck is silent returns nothing of it', async () => {
    house.plex.faults.add({ path: '^/library/sections/1/onDeck', fault: { kind: 'status', status: 500 } })
    const { report } = await told(house, { dryRun: true })
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^keep: Stays on the pool: on deck of Films did not answer .*silence returns nothing\.$/u
    )
  })
})

describe.skipIf(!hasProgram('openssl'))('a self-signed certificate (needs openssl)', () => {
  let front: Server
  beforeAll(async () => {
    const [key, cert] = [`${house.root}/key.pem`, `${house.root}/cert.pem`]
    const made = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=plex'
    ]
    execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    const pass = (incoming: IncomingMessage, response: ServerResponse) => {
      const { url = '/', method = 'GET', headers } = incoming
      const onwards = request(`${house.plex.url}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(onwards)
    }
    front = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, pass)
    front.listen(0, '127.0.0.1')
    await once(front, 'listening')
  })
  afterAll(() => {
    front.closeAllConnections()
    front.close()
  })

  const url = () => ({ PLEX_URL: `https://127.0.0.1:${(front.address() as AddressInfo).port}` })

  it('is refused, and the sentence names the two ways out', async () => {
    await expectTold({ env: url(), setting: 'PLEX_URL', words: /self-signed.*http:\/\/.*PLEX_TLS_INSECURE=true/u })
  })

  it('is accepted for this one server with PLEX_TLS_INSECURE', async () => {
    const { report } = await told(house, { env: { ...url(), PLEX_TLS_INSECURE: 'true' }, dryRun: true })
    expect(report.outcome).toBe('done')
  })
})
