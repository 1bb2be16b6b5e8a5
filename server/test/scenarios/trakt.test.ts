/** The real program in front of a simulated Trakt and real files: what trends comes, what leaves a list goes home, silence and emptiness return nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import type { Program } from '#src/program.ts'
import { pcu } from '#test/builders/command-line.ts'
import { openDoor } from '#test/builders/door.ts'
import { aHouse, census, episodeFile, filmFile, type House, sections } from '#test/builders/house.ts'
import { createVirtualClock, libraryOf } from '#test/fakes/plex/index.ts'
import { type FakeTrakt, startFakeTrakt, type TitleSpec } from '#test/fakes/trakt/index.ts'

let house: House
let trakt: FakeTrakt
let program: Program | undefined
afterEach(async () => {
  await program?.close()
  program = undefined
  await house.leave()
  await trakt.close()
})

/** Alpha is known by an id, under another name than at Trakt; Beta by its name alone. */
const films: typeof sections = sections.map((section) =>
  section.type === 'show'
    ? { ...section, items: section.items.map((show) => ({ ...show, year: 2010, guids: ['tvdb://4321'] })) }
    : { ...section, items: section.items.map((film, at) => ({ ...film, guids: at === 0 ? ['imdb://tt0000011'] : [] })) }
)
const alpha: TitleSpec = { type: 'movie', title: 'A l p h a', year: 2002, imdb: 'tt0000011', tmdb: 11 }
const beta: TitleSpec = { type: 'movie', title: 'Beta', year: 2001, imdb: 'tt0000022', tmdb: 22 }
const elsewhere: TitleSpec = { type: 'movie', title: 'Elsewhere', year: 2020, imdb: 'tt0000033', tmdb: 33 }

const build = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  // Its clock is the real one, as the program's is.
  trakt = await startFakeTrakt({ clock: createVirtualClock(Date.now()), intervalS: 1 })
  trakt.control.chart('trending', [elsewhere, alpha])
  house = await aHouse({
    env: {
      TRAKT_ENABLED: 'true',
      TRAKT_CLIENT_ID: trakt.clientId,
      TRAKT_CLIENT_SECRET: trakt.clientSecret,
      TRAKT_URL: trakt.urls.api,
      TRAKT_AUTH_URL: trakt.urls.auth,
      WATCHLIST_EPISODES: '2',
      WATCHLIST_CACHE_EXPIRY: '0',
      ...env
    },
    plex: { library: libraryOf({ sections: films }) }
  })
}

const open = async (env: Readonly<Record<string, string>> = {}): Promise<Program> => {
  await program?.close()
  program = await house.open({ env })
  await program.app.settle()
  return program
}

const run = async ({ app }: Pick<Program, 'app'>) => {
  app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
  await app.schedule.idle()
  return verdicts(app)
}

/** What was decided of each title, in one line. */
const verdicts = async (app: Program['app']): Promise<Readonly<Record<string, string>>> => {
  const plan = await app.face.latestPlan()
  return Object.fromEntries(
    (plan?.decisions ?? []).map(({ title, action, because }) => [title, `${action}: ${because[0]?.sentence}`])
  )
}

/** Reads the lists now; when something came or went a run follows. */
const refresh = async ({ app }: Pick<Program, 'app'>) => {
  const answer = await app.face.trakt.refresh()
  await app.schedule.idle()
  return answer
}

const cached = () => Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))
const asked = () => trakt.log.counters().requests

describe('what trends', () => {
  it('comes when the library holds it, leaves the list, stays for its grace and goes home; a restart asks for nothing within the interval', async () => {
    await build()
    const first = await open({ WATCHED_CACHE_EXPIRY: '1' })
    expect(await run(first)).toEqual({ 'Alpha (2001)': "promote: Number 2 of Trakt's trending movies." })
    expect(cached()).toEqual(['Films/Alpha/Alpha.mkv'])
    trakt.control.chart('trending', [elsewhere, beta])
    expect(await refresh(first)).toEqual({ accepted: true, sentence: 'Read 1 list at Trakt.' })
    expect(await verdicts(first.app)).toEqual({
      'Alpha (2001)': expect.stringMatching(/^keep: Stays on the pool: was wanted until /u),
      'Beta (2001)': "promote: Number 2 of Trakt's trending movies (recognised by title and year only)."
    })
    expect((await first.app.face.runs(1))[0]?.trigger).toBe('trakt')
    expect(asked()).toBe(2)
    const again = await open({ WATCHED_CACHE_EXPIRY: '0' })
    const after = await run(again)
    expect(asked()).toBe(2)
    const [list] = (await again.app.face.trakt.tell()).lists
    expect(list).toMatchObject({ count: 2, inLibrary: 1, trouble: null })
    expect((list?.nextAt ?? 0) - (list?.readAt ?? 0)).toBe(3_600_000)
    expect(after['Alpha (2001)']).toMatch(/^evict: Goes home: nobody has wanted it since /u)
    expect(cached()).toEqual(['Films/Beta/Beta.mkv'])
    expect(readFileSync(house.here(filmFile('Alpha'))).length).toBeGreaterThan(0)
  })

  it('is told with its order by API and command, and the log says what came', async () => {
    await build()
    const { app } = await open()
    await run({ app })
    const http = createHttp({
      ...openDoor(),
      face: app.face,
      version: '0',
      pageFolder: undefined,
      onBug: () => undefined
    })
    const told = (await http.inject({ url: '/api/v1/trakt' })).json()
    expect(told.lists[0].titles).toEqual([
      { position: 1, type: 'movie', title: 'Elsewhere', year: 2020, match: 'none' },
      { position: 2, type: 'movie', title: 'A l p h a', year: 2002, match: 'id' }
    ])
    expect((await http.inject({ method: 'POST', url: '/api/v1/trakt/refresh', payload: {} })).statusCode).toBe(200)
    await trakt.refuse()
    expect((await http.inject({ method: 'POST', url: '/api/v1/trakt/refresh', payload: {} })).json()).toMatchObject({
      status: 409,
      title: '1 of 1 lists did not answer; "pcu trakt" says why.'
    })
    expect(readFileSync(`${house.root}/logs/${readdirSync(`${house.root}/logs`)[0]}`, 'utf8')).toContain(
      "Trakt's trending movies: new is Elsewhere (2020), A l p h a (2002)."
    )
    await http.close()
    await program?.close()
    program = undefined
    const { out, code } = await pcu(house.env, ['trakt'])
    expect(code).toBe(0)
    expect(out).toContain("Trakt's trending movies: 2 titles")
    expect(out).toMatch(/ {2}1 Elsewhere \(2020\)/u)
  })
})

describe('a Trakt that does not answer', () => {
  it('returns nothing: what stood on the list last goes on to count, and an empty list is none', async () => {
    await build()
    trakt.control.chart('trending', [alpha, beta])
    const { app } = await open()
    await run({ app })
    expect(cached()).toHaveLength(2)
    trakt.control.chart('trending', [])
    expect((await refresh({ app })).accepted).toBe(false)
    await run({ app })
    expect(cached()).toHaveLength(2)
    trakt.control.chart('trending', [beta])
    await trakt.refuse()
    expect((await refresh({ app })).accepted).toBe(false)
    expect(await run({ app })).toMatchObject({
      'Alpha (2001)': "keep: Number 1 of Trakt's trending movies.",
      'Beta (2001)': expect.stringMatching(/^keep: /u)
    })
    expect(cached()).toHaveLength(2)
    const problem = (await app.face.status()).problems.find(({ id }) => id.startsWith('source.'))
    expect(problem?.sentence).toMatch(/^Trakt's trending movies did not answer: .*ECONNREFUSED/u)
    expect((await app.face.trakt.tell()).lists[0]).toMatchObject({ count: 2, trouble: expect.stringMatching(/ECONN/u) })
  })
})

describe('a Trakt that is not asked', () => {
  it('is asked for nothing at all while TRAKT_ENABLED is off, and says so', async () => {
    await build({ TRAKT_ENABLED: 'false' })
    const { app } = await open()
    expect(await run({ app })).toEqual({})
    expect(await app.face.trakt.refresh()).toMatchObject({ accepted: false })
    expect((await app.face.trakt.tell()).sentence).toBe('Trakt is not asked (TRAKT_ENABLED is off).')
    expect(asked()).toBe(0)
  })

  it('is a problem that says what to do while the client id is missing, and everything else goes on', async () => {
    await build({ TRAKT_CLIENT_ID: '' })
    house.plex.leftAt('owner', house.key(filmFile('Beta')), { offsetMs: 2_000_000, at: Date.now() - 9_000_000 })
    const { app } = await open()
    await run({ app })
    expect(cached()).toEqual(['Films/Beta/Beta.mkv'])
    const { problems } = await app.face.status()
    expect(problems.map(({ setting, sentence }) => [setting, sentence])).toEqual([
      ['TRAKT_CLIENT_ID', expect.stringMatching(/Make an application at https:\/\/app\.trakt\.tv\/settings\/apps/u)]
    ])
    expect(asked()).toBe(0)
  })
})

const everything = (): string =>
  readdirSync(house.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.mkv'))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'latin1'))
    .join('\n')

/** Asks until it is no longer waited for; Trakt wants a second between two questions. */
const untilDone = async (face: Program['app']['face']['trakt'], id: string): Promise<string | undefined> => {
  const answer = await face.askSignIn(id)
  if (answer?.step !== 'waiting') return answer?.sentence
  trakt.clock.advance(1000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  return untilDone(face, id)
}

describe('somebody who signs in to Trakt', () => {
  it('has their own watchlist read as theirs until they sign out; no token is ever to be seen', async () => {
    await build()
    trakt.control.addToWatchlist('mia-at-trakt', { type: 'show', title: 'The Show', year: 2010, tvdb: 4321 })
    trakt.control.addToWatchlist('mia-at-trakt', beta)
    // A deck that says something of series, so that what leaves a list there is proven to be unwanted.
    house.plex.leftAt('owner', house.key(episodeFile(5)), { offsetMs: 2_000_000, at: Date.now() - 9_000_000 })
    const { app } = await open()
    const { trakt: face } = app.face
    await expect(face.beginSignIn('nobody')).rejects.toThrow('There is nobody with this id')
    const begun = await face.beginSignIn('1')
    if (begun.step !== 'waiting') throw new Error(begun.step)
    expect(begun.page).toBe(`${trakt.urls.auth}/activate`)
    trakt.control.approve(begun.userCode, 'mia-at-trakt')
    const soon = await face.askSignIn(begun.id)
    expect(soon?.step).toBe('waiting')
    expect(await face.askSignIn('another')).toBeUndefined()
    const done = await untilDone(face, begun.id)
    expect(done).toBe(
      'Signed in to Trakt as mia-at-trakt. The watchlist there counts as one of the owner from the next run on.'
    )
    await app.schedule.idle()
    expect(await verdicts(app)).toMatchObject({
      'Beta (2001)': 'promote: On the Trakt watchlist of the owner (recognised by title and year only).',
      'The Show S01E01 Part 1': 'promote: Next of The Show, a show on the Trakt watchlist of the owner.',
      'The Show S01E02 Part 2': 'promote: Next of The Show, a show on the Trakt watchlist of the owner.'
    })
    expect((await face.tell()).people).toMatchObject([{ name: 'the owner', account: 'mia-at-trakt', isLost: false }])
    const seen = [everything(), JSON.stringify(await face.tell()), JSON.stringify(await app.face.status())].join('\n')
    expect(await face.signOut('1')).toMatchObject({ accepted: true })
    expect(await face.signOut('1')).toMatchObject({ accepted: false })
    await run({ app })
    expect(cached()).toEqual(['Films/Alpha/Alpha.mkv', 'Series/The Show/Season 01/The Show - S01E05.mkv'])
    expect(trakt.secrets().length).toBeGreaterThan(2)
    for (const text of [...trakt.secrets(), trakt.clientSecret]) expect(`${seen}${everything()}`).not.toContain(text)
  })
})
