/** The whole program with a household: what it tells of people, what can be chosen for them, and that no token is ever to be seen. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProgram, type Program } from '#src/program.ts'
import { type Household, homePin, libraryOfSize, startHousehold } from '#test/fakes/household/index.ts'

let house: Household
let root: string
let program: Program

const env = (): Readonly<Record<string, string>> => ({
  PLEX_URL: house.plex.url,
  PLEX_TOKEN: house.cloud.control.accountToken('owner'),
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
  REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS: '0',
  POOL_KEEP_FREE_GB: '0',
  ALLOW_SAME_FILESYSTEM: 'true',
  ALLOW_VOLATILE_POOL: 'true'
})

const open = async (): Promise<void> => {
  program = await openProgram({ env: env(), dryRun: false, console: undefined })
  await program.app.settle()
}

const run = async () => {
  program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
  await program.app.schedule.idle()
  return program.app.face.latestPlan()
}

beforeEach(async () => {
  root = mkdtempSync(`${tmpdir()}/household-${process.pid}-`)
  for (const folder of ['array', 'pool']) mkdirSync(`${root}/${folder}`)
  // The program's clock is the real one, and viewings must lie in its past.
  const startAt = Date.now() - 60_000
  house = await startHousehold({
    people: 5,
    library: libraryOfSize(1000, 1),
    seed: 1,
    onDeck: 5,
    watchlist: 10,
    startAt
  })
  await open()
})
afterEach(async () => {
  await program.close()
  await house.close()
  rmSync(root, { recursive: true, force: true })
})

const everything = (): string =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'latin1'))
    .join('\n')

describe('the program and its household', () => {
  it('wants what everybody wants, each with its reason', async () => {
    const sentences = JSON.stringify(await run())
    for (const name of ['the owner', 'Alex', 'Kid', 'Friend', 'Hermit']) {
      expect(sentences).toMatch(new RegExp(`(?:On deck|pisode) for ${name}|the watchlist of ${name}`, 'u'))
    }
    expect(sentences).toContain('the watchlist of Alex')
    expect(sentences).not.toContain('the watchlist of Hermit')
  })

  it('tells how each is known, and does as was chosen from the next run on', async () => {
    await run()
    const people = await program.app.face.people()
    expect(people.map(({ name, kind, wayOut }) => [name, kind, wayOut])).toEqual([
      ['the owner', 'owner', null],
      ['Friend', 'friend', null],
      ['Hermit', 'friend', null],
      ['Alex', 'home', null],
      ['Kid', 'managed', null]
    ])
    const kid = people.find(({ name }) => name === 'Kid')
    expect(kid?.watchlistSentence).toBe('The watchlist of Kid cannot be read without their PIN or sign-in.')
    expect(kid).toMatchObject({ pin: 'wanted', watchlistHeard: null, deckHeard: { silence: null } })
    expect(Math.abs((kid?.deckHeard?.at ?? 0) - Date.now())).toBeLessThan(60_000)
    const wrong = await program.app.face.choosePerson({ id: kid?.id ?? '', choice: { pin: '9999' } })
    expect(wrong).toEqual({ accepted: false, sentence: 'Plex does not take this PIN for Kid.' })
    expect((await program.app.face.people()).find(({ name }) => name === 'Kid')?.pin).toBe('refused')
    const right = await program.app.face.choosePerson({ id: kid?.id ?? '', choice: { onDeck: false, pin: homePin } })
    expect(right).toMatchObject({ accepted: true })
    expect((await program.app.face.people()).find(({ name }) => name === 'Kid')).toMatchObject({
      onDeck: false,
      pin: 'kept'
    })
    expect(JSON.stringify(await run())).not.toContain('On deck for Kid')
    const after = (await program.app.face.people()).find(({ name }) => name === 'Kid')
    expect(after).toMatchObject({ onDeck: false, watchlistSentence: 'The watchlist is read from their own account.' })
    expect(await program.app.face.choosePerson({ id: 'nobody', choice: {} })).toMatchObject({ accepted: false })
  })

  it('peer 56: says who it is by one identifier, which is made once and kept over restarts', async () => {
    const first = await program.memory.get('plex.client-identifier')
    await program.close()
    await open()
    expect(await program.memory.get('plex.client-identifier')).toBe(first)
    expect(first).toMatch(/^[0-9a-f-]{36}$/u)
  })

  it('never shows a token or a PIN, in no file and no answer', async () => {
    await run()
    const people = await program.app.face.people()
    const kid = people.find(({ name }) => name === 'Kid')?.id ?? ''
    await program.app.face.choosePerson({ id: kid, choice: { pin: homePin } })
    await run()
    await house.cloud.hosts.plexTv.refuse()
    house.cloud.control.revoke('alex', 'all')
    await run()
    const answers = JSON.stringify([
      await program.app.face.status(),
      await program.app.face.people(),
      await program.app.face.runs(9)
    ])
    await program.close()
    const texts = `${everything()}${answers}`
    for (const account of ['owner', 'alex', 'kid', 'friend', 'hermit']) {
      expect(texts).not.toContain(house.plex.token(account))
      expect(texts).not.toContain(house.cloud.control.accountToken(account))
    }
    expect(answers).not.toContain(homePin)
    await house.cloud.hosts.plexTv.accept()
    await open()
  })
})
