/** Trying out what was typed: real walls against a server that writes down what it was asked, and real folders. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { defaultSettings, SECRET_MASK, type Settings } from '@pcu/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { askPlainly } from '#adapters/disk/patience/ask-disk.ts'
import { createServerTrial } from '#adapters/plex/trial.ts'
import { secret } from '#core/model/secret.ts'
import { createTrials, type Trials } from '#engine/settings/trials.ts'
import { openTrials } from '#src/open-trials.ts'

interface Asked {
  readonly path: string
  readonly token: string | undefined
  readonly key: string | undefined
}

let server: Server
let url = ''
let isPlex = true
let asked: Asked[] = []
let folder = ''

const headerOf = (request: IncomingMessage, name: string): string | undefined => [request.headers[name]].flat()[0]

const answerTo = ({ path, token, key }: Asked): readonly [number, unknown] => {
  if (path.startsWith('/movies/trending'))
    return key === 'good-id'
      ? [200, [{ watchers: 9, movie: { title: 'The Film', year: 2026, ids: { imdb: 'tt1' } } }]]
      : [403, {}]
  if (!isPlex) return [200, 'inner secrets of something else']
  if (path === '/identity') return [200, { MediaContainer: { machineIdentifier: 'ours', version: '1.43' } }]
  if (token !== 'good') return [401, {}]
  if (path === '/accounts') return [200, { MediaContainer: {} }]
  return [200, { MediaContainer: { machineIdentifier: 'ours', friendlyName: 'House', version: '1.43.3' } }]
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/u, '')
    const one = { path, token: headerOf(request, 'x-plex-token'), key: headerOf(request, 'trakt-api-key') }
    asked.push(one)
    const [status, body] = answerTo(one)
    const headers = { 'content-type': 'application/json', 'x-pagination-page-count': '1', 'x-pagination-page': '1' }
    response.writeHead(status, headers).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  folder = mkdtempSync(`${tmpdir()}/trials-`)
})
afterEach(() => {
  asked = []
  isPlex = true
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

const shared = { clientIdentifier: 'a', version: '9', tlsInsecure: false, timeoutMs: 2000 }

/** `known`: the server whose files are cached. */
const trialsWith = (stored: string, { known = 'ours', clientId = '' } = {}): Trials => {
  const defaults = defaultSettings()
  const settings: Settings = {
    ...defaults,
    plex: { ...defaults.plex, url },
    trakt: { ...defaults.trakt, clientId, url }
  }
  const trial = createServerTrial(shared)
  const token = { accountToken: secret(stored), serverToken: secret(stored) }
  return createTrials({
    settings,
    trial,
    trials: openTrials({ settings, ask: askPlainly, serverNames: trial.serverNames }),
    tokens: {
      current: () => (stored === '' ? { from: 'none', isLost: false } : { from: 'setting', isLost: false, ...token })
    },
    memory: { get: async () => known, set: async () => undefined },
    clock: systemClock
  })
}

describe('E2: trying out Plex', () => {
  it('tells who answers, which version, whose token it is and how long it took', async () => {
    const answer = await trialsWith('good').tryPlex({})
    expect(answer).toMatchObject({ ok: true, hint: null, sentence: expect.stringContaining('as that of its owner') })
    expect(answer.evidence.map(({ what, text }) => `${what} ${text}`)).toEqual([
      'server House',
      'version 1.43.3',
      'token owner',
      expect.stringMatching(/^took \d+ ms$/u)
    ])
  })

  it('tries what is typed, not what is stored; masked means stored', async () => {
    expect(await trialsWith('good').tryPlex({ token: 'typed-wrong' })).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('refuses the token')
    })
    expect(await trialsWith('bad').tryPlex({ token: 'good' })).toMatchObject({ ok: true })
    expect(await trialsWith('good').tryPlex({ token: SECRET_MASK, url })).toMatchObject({ ok: true })
  })

  it('sends no token to what is not Plex, and repeats nothing of what that said', async () => {
    isPlex = false
    const answer = await trialsWith('good').tryPlex({ url, token: 'hidden' })
    expect(answer).toMatchObject({ ok: false, sentence: expect.stringContaining('Something else than Plex') })
    expect(asked.filter(({ token }) => token !== undefined)).toEqual([])
    expect(JSON.stringify(answer)).not.toMatch(/inner|hidden/u)
  })

  it('warns of another server than the one whose files are cached, and keeps the token from it', async () => {
    const answer = await trialsWith('good', { known: 'theirs' }).tryPlex({})
    expect(answer).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('another one'),
      hint: expect.stringContaining('PLEX_URL')
    })
    expect(asked.filter(({ token }) => token !== undefined)).toEqual([])
  })

  it.each([
    ['file:///etc/passwd', 'must be an http:// or https:// address'],
    ['http://a:b@127.0.0.1', 'must be an http:// or https:// address'],
    ['http://169.254.169.254', 'There is no way to this address'],
    ['http://[fe80::1]', 'There is no way to this address'],
    ['http://127.0.0.1:1', 'Nothing accepts connections here']
  ])('asks nothing of %s', async (typed, sentence) => {
    const answer = await trialsWith('good').tryPlex({ url: typed })
    expect(answer).toMatchObject({ ok: false, sentence: expect.stringContaining(sentence) })
    expect(asked).toEqual([])
  })

  it('says that there is no token yet', async () => {
    expect(await trialsWith('').tryPlex({})).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('There is no token yet')
    })
  })
})

describe('trying out a folder', () => {
  const tryPath = (path: string) => trialsWith('').tryPath({ path })

  it('tells who may do what, on which file system, with how much room; and leaves nothing behind', async () => {
    const answer = await tryPath(folder)
    expect(answer.ok).toBe(true)
    expect(Object.fromEntries(answer.evidence.map(({ what, text }) => [what, text]))).toMatchObject({
      kind: 'folder',
      readable: 'yes',
      writable: 'yes',
      owner: expect.stringMatching(/^\d+:\d+, mode 700; this program runs as \d+:\d+$/u),
      'file-system': expect.any(String),
      device: expect.stringContaining(' at /'),
      room: expect.stringMatching(/ free of /u)
    })
  })

  it('tells what is missing, what is no folder, and what is no path', async () => {
    writeFileSync(`${folder}/file`, '')
    expect(await tryPath(`${folder}/gone`)).toMatchObject({ ok: false, sentence: expect.stringContaining('not there') })
    expect(await tryPath(`${folder}/file`)).toMatchObject({ ok: false, sentence: expect.stringContaining('no folder') })
    for (const path of ['relative', '/a/../b', '/a\nb'])
      expect((await tryPath(path)).sentence).toContain('absolute path')
    expect(await tryPath(`/${'x'.repeat(300)}`)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('too long')
    })
  })

  it.skipIf(process.geteuid?.() === 0)(
    'tells what this program may not read (left out: root may read everything)',
    async () => {
      mkdirSync(`${folder}/shut`)
      chmodSync(`${folder}/shut`, 0)
      expect(await tryPath(`${folder}/shut`)).toMatchObject({
        ok: false,
        sentence: expect.stringContaining('may not read')
      })
    }
  )
})

describe('trying out a client id of Trakt', () => {
  it('tells the most watched movie, or what to do about a refusal', async () => {
    expect(await trialsWith('').tryTrakt({ clientId: 'good-id' })).toMatchObject({
      ok: true,
      evidence: [{ what: 'lists', text: 'The Film' }, { what: 'took' }]
    })
    expect(await trialsWith('', { clientId: 'good-id' }).tryTrakt({})).toMatchObject({ ok: true })
    expect(await trialsWith('').tryTrakt({ clientId: 'bad-id' })).toMatchObject({ ok: false, hint: expect.any(String) })
    expect(await trialsWith('').tryTrakt({})).toMatchObject({ ok: false, sentence: 'No client id is known.' })
  })
})
