/** `pcu sign-in` as its own process: alone with the data folder, and beside a running server that takes it up at once. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort, pcu, type Running, startPcu } from '#test/builders/command-line.ts'
import { asCommand } from '#test/builders/door.ts'
import { type SmallCloud, startSmallCloud } from '#test/fakes/cloud/small-cloud.ts'

let house: SmallCloud
let root: string
let server: Running | undefined
let stopClock: () => void

const env = (): Readonly<Record<string, string>> => ({
  PLEXTV_URL: house.cloud.urls.plexTv,
  DISCOVER_URL: house.cloud.urls.discover,
  COMMUNITY_URL: house.cloud.urls.community,
  RSS_URL: house.cloud.urls.rss,
  REAL_SOURCE: `${root}/array`,
  CACHE_DIR: `${root}/pool`,
  DATA_DIR: `${root}/data`,
  LOG_DIR: `${root}/logs`,
  ENABLE_SCHEDULER: 'false'
})

beforeEach(async () => {
  root = mkdtempSync(`${tmpdir()}/sign-in-command-${process.pid}-`)
  for (const folder of ['array', 'pool', 'data']) mkdirSync(`${root}/${folder}`)
  house = await startSmallCloud({ connections: [{ kind: 'local', dead: true }, { kind: 'local' }] })
  stopClock = house.cloud.clock.run(1)
})
afterEach(async () => {
  server?.child.kill('SIGKILL')
  await server?.ended
  server = undefined
  stopClock()
  await house.close()
  rmSync(root, { recursive: true, force: true })
})

describe('pcu sign-in', () => {
  it('prints link and code, waits, shows what was tried, and is known to the next command', async () => {
    const signing = startPcu(env(), ['sign-in'])
    await signing.until('nothing is changed')
    const { out } = signing.told()
    expect(out).toMatch(/^ {2}https:\/\/app\.plex\.tv\/auth#\?\S+$/mu)
    house.cloud.control.link(/type {2}([A-Z0-9]{4})$/mu.exec(out)?.[1] ?? '', 'owner')
    const ended = await signing.ended
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toMatch(/\* http:\/\/127\.0\.0\.1:\d+ {2}The server answers here\. \d+ ms/u)
    expect(ended.out).toMatch(/Nothing accepts connections here \(ECONNREFUSED\)/u)
    expect(ended.out).not.toContain(house.cloud.control.accountToken('owner'))
    const status = await pcu(env(), ['sign-in', 'status'])
    expect(status.out).toBe(`Owner is signed in.\n${house.plex.url}\n`)
    expect((await pcu(env(), ['sign-in', 'out'])).out).toMatch(/^Owner is signed out\./u)
    expect((await pcu(env(), ['sign-in', 'out'])).code).toBe(5)
  })

  it('signs a running server in by a token from a file, and refuses the token of the server', async () => {
    const port = await freePort()
    server = startPcu({ ...env(), PORT: String(port), WEB_HOST: '127.0.0.1' }, ['serve'])
    await server.until('is at http://localhost')
    writeFileSync(`${root}/wrong`, house.plex.token('owner'))
    const refused = await pcu(env(), ['sign-in', '--token-file', `${root}/wrong`])
    expect(refused).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^plex\.tv does not know this token\..*Preferences\.xml/u)
    })
    writeFileSync(`${root}/token`, `${house.cloud.control.accountToken('owner')}\n`)
    const strange = await pcu(env(), ['sign-in', '--token-file', `${root}/token`, '--server', 'Nowhere'])
    expect(strange).toMatchObject({ code: 3, err: expect.stringMatching(/No server "Nowhere"/u) })
    const signed = await pcu(env(), ['sign-in', '--token-file', `${root}/token`, '--server', house.plex.friendlyName])
    expect(signed).toMatchObject({ code: 0, err: '' })
    const status = await (
      await fetch(`http://127.0.0.1:${port}/api/v1/plex/owner`, { headers: asCommand(`${root}/data`) })
    ).json()
    expect(status).toMatchObject({ from: 'signed-in', address: house.plex.url })
    server.child.kill('SIGTERM')
    const { out } = await server.ended
    expect(out).not.toContain(house.cloud.control.accountToken('owner'))
    expect(out).not.toContain(house.plex.token('owner'))
  })

  it('says what it does not understand', async () => {
    expect((await pcu(env(), ['sign-in', 'now'])).code).toBe(2)
  })
})
