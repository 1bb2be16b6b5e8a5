/** Every way in which Plex can fail us ends in one clear sentence, costs bounded time, and never tells the token. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { FailureCode } from '#src/failure.ts'
import type { Fault } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import { createPlexStage, failureOf, noAbort, type PlexStage, reading } from './plex-fixture.ts'

let stage: PlexStage = createPlexStage()
afterEach(async () => {
  await stage.dispose()
  stage = createPlexStage()
})

const secret = 'S3cret-T0ken-xyz'

describe('settings', () => {
  const here = 'http://127.0.0.1:1'
  const cases: readonly { url: string; token: string; code: FailureCode; sentence: RegExp; what: string }[] = [
    { what: 'no address', url: '', token: secret, code: 'plex.not-set', sentence: /^PLEX_URL is not set\./ },
    { what: 'no token', url: here, token: ' ', code: 'plex.not-set', sentence: /^PLEX_TOKEN is not set\./ },
    {
      what: 'no scheme',
      url: '10.0.0.1:32400',
      token: secret,
      code: 'plex.bad-url',
      sentence: /does not begin with http/
    },
    { what: 'nonsense', url: 'http://', token: secret, code: 'plex.bad-url', sentence: /PLEX_URL.*cannot be read/ },
    {
      what: 'a query',
      url: `${here}/?X-Plex-Token=${secret}`,
      token: secret,
      code: 'plex.bad-url',
      sentence: /\? or #/
    },
    { what: 'a login', url: `http://me:${secret}@nas:1`, token: secret, code: 'plex.bad-url', sentence: /a password/ },
    { what: 'two tokens', url: here, token: `${secret}\n${secret}`, code: 'plex.token-refused', sentence: /PLEX_TOKEN/ }
  ]

  it.each(cases)('$what is said at the first call', async ({ url, token, code, sentence }) => {
    const failure = await failureOf(stage.plex({ url, token }).identify(noAbort))
    expect(failure.code).toBe(code)
    expect(failure.told).toMatch(sentence)
    expect(failure.told).not.toContain(secret)
    expect(failure.retry).toBe('never')
  })
})

describe('the network', () => {
  it('says that nothing accepts connections', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    await fake.refuse()
    const failure = await failureOf(plex.identify(noAbort))
    expect(failure.code).toBe('plex.unreachable')
    expect(failure.told).toMatch(/^Nothing accepts connections at http:\/\/127\.0\.0\.1:\d+ \(PLEX_URL\).*port right/)
  })

  it('says that a name cannot be resolved', async () => {
    const failure = await failureOf(stage.plex({ url: 'http://plex.invalid:32400', token: secret }).identify(noAbort))
    expect(failure.code).toBe('plex.unreachable')
    expect(failure.told).toMatch(/the name plex\.invalid in PLEX_URL cannot be resolved/)
  })

  it('says that https does not work where http is spoken', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const plex = stage.plex({ url: fake.url.replace('http:', 'https:'), token: secret })
    const failure = await failureOf(plex.identify(noAbort))
    expect(failure.code).toBe('plex.tls')
    expect(failure.told).toMatch(/http:\/\/ address/)
  })
})

describe('a self-signed certificate', () => {
  const withCertificate = async (use: (url: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'plex-tls-'))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const subject = ['-subj', '/CN=plex.example', '-addext', 'subjectAltName=DNS:plex.example']
    const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_incoming, response) => {
      const body = JSON.stringify({ MediaContainer: { machineIdentifier: 'm', friendlyName: 'Secure' } })
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      await use(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    }
  }

  it('E5: is refused with a sentence that names the way out, and accepted for this server when told so', async () => {
    await withCertificate(async (url) => {
      const failure = await failureOf(stage.plex({ url, token: secret }).identify(noAbort))
      expect(failure.code).toBe('plex.tls')
      expect(failure.told).toMatch(/PLEX_URL.*self-signed.*http:\/\/ address.*PLEX_TLS_INSECURE/)
      const identity = await stage.plex({ url, token: secret, tlsInsecure: true }).identify(noAbort)
      expect(identity.name).toBe('Secure')
    })
  })
})

describe('a faulty answer', () => {
  it.each<[Fault, FailureCode, RegExp]>([
    [{ kind: 'status', status: 401 }, 'plex.token-refused', /refused the token in PLEX_TOKEN.*X-Plex-Token/],
    [{ kind: 'status', status: 403 }, 'plex.forbidden', /PLEX_TOKEN/],
    [{ kind: 'status', status: 404 }, 'plex.not-found', /PLEX_URL/],
    [{ kind: 'status', status: 400 }, 'plex.bad-request', /PLEX_URL/],
    [{ kind: 'status', status: 429 }, 'plex.rate-limited', /fewer requests/],
    [{ kind: 'status', status: 429, retryAfterSeconds: 3600 }, 'plex.rate-limited', /fewer requests/],
    [{ kind: 'status', status: 498 }, 'plex.token-refused', /PLEX_TOKEN/],
    [{ kind: 'status', status: 500 }, 'plex.server-error', /trouble of its own.*500/],
    [{ kind: 'status', status: 503 }, 'plex.server-error', /503/],
    [{ kind: 'truncate', atByte: 30 }, 'plex.garbled', /broke off half-way/],
    [{ kind: 'malformedJson' }, 'plex.garbled', /not valid JSON/],
    [{ kind: 'htmlWith200' }, 'plex.garbled', /PLEX_URL.*a web page answered.*proxy/],
    [{ kind: 'wrongContentType' }, 'plex.garbled', /text\/plain/],
    [{ kind: 'gzipCorrupt' }, 'plex.garbled', /compressed/],
    [{ kind: 'hugeBody', bytes: 65 * 1024 * 1024 }, 'plex.garbled', /larger than 64 MB/],
    [{ kind: 'connectionReset' }, 'plex.unreachable', /closed the connection/]
  ])('%o becomes its own failure', async (fault, code, sentence) => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    fake.faults.add({ path: '/onDeck$', fault })
    const failure = await failureOf(plex.readOnDeck('1', noAbort))
    expect(failure.code).toBe(code)
    expect(failure.told).toMatch(sentence)
    expect(failure.told).not.toContain(fake.token('owner'))
  })

  it.each<[Fault, RegExp]>([
    [{ kind: 'neverAnswer' }, /PLEX_URL.*within 0\.3 s.*PLEX_TIMEOUT_SECONDS/],
    [{ kind: 'headersThenStall' }, /PLEX_TIMEOUT_SECONDS/],
    [{ kind: 'drip', bytesPerSecond: 40 }, /PLEX_TIMEOUT_SECONDS/]
  ])('%o is waited for no longer than the patience lasts', async (fault, sentence) => {
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { timeoutMs: 300 })
    fake.faults.add({ path: '/onDeck$', fault })
    const failure = await failureOf(plex.readOnDeck('1', noAbort))
    expect(failure.code).toBe('plex.timeout')
    expect(failure.told).toMatch(sentence)
  })

  it.each<[string, Fault]>([
    ['a reset', { kind: 'connectionReset' }],
    ['a broken transfer', { kind: 'truncate', atByte: 30 }],
    ['a 503', { kind: 'status', status: 503 }],
    ['a 429 that says how long to wait', { kind: 'status', status: 429, retryAfterSeconds: 0 }],
    ['a 408', { kind: 'status', status: 408 }]
  ])('is asked again after %s', async (_case, fault) => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    fake.faults.add({ path: '/onDeck$', times: 2, fault })
    expect(await plex.readOnDeck('1', noAbort)).toEqual([])
  })
})

describe('a dead server', () => {
  it('costs one time-out, however much is asked', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { timeoutMs: 200, restMs: 60_000 })
    fake.faults.add({ fault: { kind: 'neverAnswer' } })
    expect((await failureOf(plex.readSessions(noAbort))).code).toBe('plex.timeout')
    const asked = plex.requests()
    for (const section of ['1', '2', '3']) {
      expect((await failureOf(plex.readOnDeck(section, noAbort))).code).toBe('plex.timeout')
    }
    expect((await failureOf(reading(plex))).code).toBe('plex.timeout')
    expect(plex.requests()).toBe(asked)
  })

  it('is asked again as soon as somebody checks it', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { timeoutMs: 1500, restMs: 60_000 })
    const heal = fake.faults.add({ fault: { kind: 'neverAnswer' } })
    await failureOf(plex.readSessions(noAbort))
    heal()
    await plex.identify(noAbort)
    expect(await plex.readSessions(noAbort)).toEqual([])
  })

  it('is not what a single slow section makes of it', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { timeoutMs: 1500, restMs: 60_000 })
    fake.faults.add({ path: '/sections/2/all$', fault: { kind: 'neverAnswer' } })
    const { index, silent } = await reading(plex)
    expect(silent.map(({ sectionId }) => sectionId)).toEqual(['2'])
    expect(index.item('11')).toBeDefined()
    expect(await plex.readSessions(noAbort)).toEqual([])
  })
})

describe('an abort by the caller', () => {
  it('ends the call at once with the reason', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    fake.faults.add({ fault: { kind: 'neverAnswer' } })
    const stop = new AbortController()
    const call = plex.readSessions(stop.signal)
    stop.abort(new Error('the run was stopped'))
    await expect(call).rejects.toThrow('the run was stopped')
  })
})

describe('the token', () => {
  it('is in no address, no sentence, no cause and no log', async () => {
    const people = [{ name: 'owner', kind: 'owner', token: secret }] as const
    const fake = await stage.fake({ library: smallHouse(), people })
    const targets: string[] = []
    const url = await stage.door(fake, {
      answer: (incoming) => {
        targets.push(incoming.url ?? '')
        return false
      }
    })
    const plex = stage.plex({ url, token: secret, timeoutMs: 1500 })
    await plex.identify(noAbort)
    await reading(plex)
    const faults: readonly Fault[] = [
      { kind: 'malformedJson' },
      { kind: 'status', status: 401 },
      { kind: 'connectionReset' },
      { kind: 'neverAnswer' }
    ]
    const told: string[] = []
    for (const fault of faults) {
      const heal = fake.faults.add({ fault })
      const failure = await failureOf(plex.readSessions(noAbort))
      told.push(failure.told, failure.stack ?? '', String(failure.cause), JSON.stringify(failure))
      heal()
    }
    expect(targets.length).toBeGreaterThan(10)
    expect([...targets, ...told, ...stage.said].join('\n')).not.toContain(secret)
  })
})
