/** A fresh installation without PLEX_URL and PLEX_TOKEN: somebody signs in on the page, chooses the server, and it is asked at once and after a restart. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { LiveEvent } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { openProgram, type Program } from '#src/program.ts'
import { openDoor } from '#test/builders/door.ts'
import { type Household, libraryOfSize, startHousehold } from '#test/fakes/household/index.ts'

let house: Household
let root: string
let program: Program
let http: FastifyInstance
const events: LiveEvent[] = []
const answers: string[] = []

const env = (): Readonly<Record<string, string>> => ({
  PLEX_SOURCE: '/data',
  PLEXTV_URL: house.cloud.urls.plexTv,
  DISCOVER_URL: house.cloud.urls.discover,
  COMMUNITY_URL: house.cloud.urls.community,
  RSS_URL: house.cloud.urls.rss,
  REAL_SOURCE: `${root}/array`,
  CACHE_DIR: `${root}/pool`,
  DATA_DIR: `${root}/data`,
  LOG_DIR: `${root}/logs`,
  DEBUG: 'true',
  // A person who is careful signs in before anything may be moved.
  TEST_MODE: 'true',
  ENABLE_SCHEDULER: 'false'
})

const open = async (more: Readonly<Record<string, string>> = {}): Promise<void> => {
  program = await openProgram({ env: { ...env(), ...more }, dryRun: false, console: undefined })
  await program.app.settle()
  program.app.face.bus.subscribe((event) => events.push(event))
  http = createHttp({
    ...openDoor(),
    face: program.app.face,
    version: '9',
    pageFolder: undefined,
    onBug: (thrown) => expect(thrown).toBe('no bug')
  })
}

const leave = async (): Promise<void> => {
  await http.close()
  await program.close()
}

beforeEach(async () => {
  root = mkdtempSync(`${tmpdir()}/sign-in-${process.pid}-`)
  for (const folder of ['array', 'pool']) mkdirSync(`${root}/${folder}`)
  events.length = 0
  answers.length = 0
  house = await startHousehold({
    people: 5,
    library: libraryOfSize(200, 1),
    onDeck: 3,
    watchlist: 3,
    startAt: Date.now() - 60_000,
    cloud: { connections: [{ kind: 'local', dead: true }, { kind: 'local' }, { kind: 'relay' }] }
  })
  await open()
})
afterEach(async () => {
  await leave()
  await house.close()
  rmSync(root, { recursive: true, force: true })
})

interface Sent {
  readonly cookie?: string
  readonly host?: string
  readonly origin?: string
  readonly body?: object
}

const send = async (
  method: 'GET' | 'POST',
  path: string,
  { cookie, host = 'nas:5443', origin, body = {} }: Sent = {}
) => {
  const answer = await http.inject({
    method,
    url: `/api/v1/plex/${path}`,
    headers: { host, ...(cookie === undefined ? {} : { cookie }), ...(origin === undefined ? {} : { origin }) },
    ...(method === 'POST' ? { payload: body } : {})
  })
  answers.push(answer.body)
  return answer
}

const begin = async () => {
  const answer = await send('POST', 'sign-in', { origin: 'http://nas:5443' })
  const cookie = String(answer.headers['set-cookie'])
  return { cookie: cookie.split(';')[0] ?? '', attributes: cookie, begun: answer.json() }
}

const pinOf = (link: string): string => new URLSearchParams(link.split('#?')[1]).get('code') ?? ''

/** Somebody signs in, until there is something to choose or nothing more to do. */
const signInAs = async (person: string) => {
  const { cookie, begun } = await begin()
  house.cloud.control.link(pinOf(begun.link), person)
  let now = begun
  for (let tries = 0; tries < 100 && ['waiting', 'looking'].includes(now.step); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    now = (await send('POST', 'sign-in/ask', { cookie })).json()
  }
  return { cookie, now }
}

/** The owner signs in and takes the server. */
const signIn = async (): Promise<string> => {
  const { cookie, now } = await signInAs('owner')
  expect(now).toMatchObject({ step: 'choosing', servers: [{ best: house.plex.url }] })
  const body = { machineIdentifier: house.plex.machineIdentifier }
  expect((await send('POST', 'sign-in/server', { cookie, body })).json()).toMatchObject({ step: 'done' })
  return cookie
}

const run = async () => {
  program.app.face.request({ trigger: 'command', dryRun: true, goal: 'follow-plex' })
  await program.app.schedule.idle()
  return (await program.app.face.runs(1))[0]
}

const problems = async (): Promise<readonly string[]> =>
  (await program.app.face.status()).problems.map(({ id }) => id).filter((id) => /plex|sign-in/u.test(id))

const everything = (): string =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'latin1'))
    .join('\n')

describe('signing in to a fresh installation', () => {
  it('needs no restart, lasts over one, can be taken back, and shows no token anywhere', async () => {
    expect(await problems()).toEqual(['settings.plex.url', 'settings.plex.token'])
    expect((await run())?.outcome).toBe('failed')
    const cookie = await signIn()
    expect(await problems()).toEqual([])
    expect((await run())?.sentence).not.toMatch(/PLEX_/u)
    expect((await program.app.face.latestPlan())?.decisions.length).toBeGreaterThan(0)
    expect((await send('GET', 'owner')).json()).toMatchObject({
      from: 'signed-in',
      account: 'Owner',
      address: house.plex.url
    })
    await leave()
    await open({ PLEX_TOKEN: 'another-token-of-the-environment' })
    expect((await send('GET', 'owner')).json().sentence).toMatch(
      /^Owner is signed in\. PLEX_TOKEN is set as well and not used/u
    )
    await run()
    expect((await program.app.face.status()).plex.state).toBe('answering')
    expect((await send('POST', 'sign-out')).json()).toMatchObject({ accepted: true })
    expect((await send('GET', 'owner')).json()).toMatchObject({ from: 'setting', account: null, address: null })
    expect(await problems()).toContain('settings.plex.url')
    await leave()
    const shown = `${everything()}${answers.join('\n')}${JSON.stringify(events)}`
    for (const token of [
      house.cloud.control.accountToken('owner'),
      house.plex.token('owner'),
      cookie.split('=')[1] ?? ''
    ]) {
      expect(token.length).toBeGreaterThan(10)
      expect(shown).not.toContain(token)
    }
    for (const { query, path } of [...house.cloud.log.entries(), ...house.plex.requests.entries()]) {
      expect(`${path}?${query}`).not.toContain('X-Plex-Token')
    }
    await open()
    expect((await send('GET', 'owner')).json()).toMatchObject({ from: 'none' })
  })

  it('is open to a member of the household too: their own wishes are read with it, and the server stays the owner’s', async () => {
    expect((await signInAs('hermit')).now, 'before anybody knows whose server it is').toMatchObject({ why: 'refused' })
    await signIn()
    await run()
    const hermit = async () => (await program.app.face.people()).find(({ name }) => name === 'Hermit')
    expect((await hermit())?.watchlistSentence).toBe(
      'The watchlist is read as a friend, as far as they let friends see it.'
    )
    const { now } = await signInAs('hermit')
    expect(now).toMatchObject({ step: 'done', sentence: expect.stringMatching(/^Signed in as Hermit, who watches/u) })
    expect((await send('GET', 'owner')).json()).toMatchObject({ account: 'Owner' })
    await run()
    expect((await hermit())?.watchlistSentence).toBe('The watchlist is read from their own account.')
    const id = (await hermit())?.id ?? ''
    expect(await program.app.face.choosePerson({ id, choice: { signOut: true } })).toMatchObject({ accepted: true })
    await run()
    expect((await hermit())?.watchlistSentence).toMatch(/as a friend/u)
    expect(`${everything()}${answers.join()}`).not.toContain(house.cloud.control.accountToken('hermit'))
  })

  it('says so when what was kept can no longer be opened', async () => {
    await signIn()
    await leave()
    rmSync(`${root}/data/vault.key`)
    await open()
    expect(await problems()).toEqual(['settings.plex.token', 'sign-in.lost'])
    expect((await send('GET', 'owner')).json().sentence).toMatch(/^The earlier sign-in can no longer be opened/u)
  })

  it('belongs to the browser that began it, by a cookie that nobody else can use', async () => {
    const { cookie, attributes, begun } = await begin()
    expect(attributes).toMatch(
      /^pcu_sign_in=[\w-]{43}; Path=\/api\/v1\/plex\/sign-in; HttpOnly; SameSite=Strict; Max-Age=2700$/u
    )
    expect(new URLSearchParams(begun.link.split('#?')[1]).get('forwardUrl')).toBe('http://nas:5443/')
    expect((await send('GET', 'sign-in', { cookie })).json()).toMatchObject({ step: 'waiting' })
    for (const stranger of [undefined, 'pcu_sign_in=made-up', `${cookie}; pcu_sign_in=made-up`]) {
      const sent = stranger === undefined ? {} : { cookie: stranger }
      expect((await send('GET', 'sign-in', sent)).json()).toEqual({ step: 'none' })
      for (const [path, body] of [
        ['ask', {}] as const,
        ['code', {}] as const,
        ['server', { machineIdentifier: 'any' }] as const
      ]) {
        const answer = await send('POST', `sign-in/${path}`, { ...sent, body })
        expect([path, answer.statusCode, answer.json().title]).toEqual([
          path,
          404,
          'This browser has begun no sign-in, or it has ended.'
        ])
      }
    }
    const again = await send('POST', 'sign-in', { cookie })
    expect(String(again.headers['set-cookie'])).not.toContain(cookie)
    expect((await send('POST', 'sign-in/ask', { cookie })).statusCode).toBe(404)
  })

  it('is open to no page of another site and under no name of the internet', async () => {
    expect((await send('POST', 'sign-in', { origin: 'https://evil.example' })).statusCode).toBe(403)
    for (const host of [
      'evil.example',
      'nas.evil.example:5443',
      'localhost.evil.example',
      '192.168.1.5.evil.example'
    ]) {
      const answer = await send('POST', 'sign-in', { host, origin: `http://${host}` })
      expect([host, answer.statusCode]).toEqual([host, 421])
      expect((await send('GET', 'owner', { host })).statusCode).toBe(421)
    }
    for (const host of ['nas', 'tower.local:5443', '192.168.1.5:5443', '[fd00::5]:5443', 'localhost', 'NAS.lan']) {
      expect([host, (await send('GET', 'sign-in', { host })).statusCode]).toEqual([host, 200])
    }
  })

  it('refuses a pasted token of the server with the reason, and keeps nothing of it', async () => {
    const body = { token: house.plex.token('owner') }
    const answer = await send('POST', 'sign-in/token', { body })
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    let now = answer.json()
    for (let tries = 0; tries < 100 && now.step === 'looking'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      now = (await send('POST', 'sign-in/ask', { cookie })).json()
    }
    expect(now).toMatchObject({ step: 'ended', why: 'refused' })
    await leave()
    expect(`${everything()}${answers.join()}${JSON.stringify(events)}`).not.toContain(house.plex.token('owner'))
    await open()
  })
})
