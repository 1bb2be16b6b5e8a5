/** Why a title is where it is, for any title of a library: from the last plan's own values, without a call to any disk. */
import type { Why, WhyUnit } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { plexPath } from '#core/model/place.ts'
import { Failure } from '#src/failure.ts'
import { aStage, type Stage, type StageFacts } from '#test/builders/stage.ts'
import { aLibrary, aMovie, anEpisode, GB, hour, now } from '#test/builders/world.ts'

const part = (file: string, sizeBytes: number) => ({ optimized: false, parts: [{ file: plexPath(file), sizeBytes }] })

const heat = aMovie({
  ratingKey: '1',
  title: 'Heat',
  versions: [part('/media/films/Heat.mkv', 10 * GB), part('/media/films/Heat 4K.mkv', 60 * GB)]
})
const lost = aMovie({ ratingKey: '2', title: 'Lost Highway', versions: [part('/elsewhere/Lost Highway.mkv', GB)] })
const episodes = [1, 2, 3, 4, 5, 6].map((n) => anEpisode({ ratingKey: `e${n}`, episode: n, title: `Part ${n}` }))
const library = aLibrary([heat, lost, ...episodes])

const onDeck = async (sectionId: string) =>
  sectionId === '2' ? [{ ratingKey: 'e1', viewOffsetMs: 0, lastViewedAt: now - hour }] : []

let stage: Stage
afterEach(() => stage.leave())

const open = async (facts: StageFacts = {}): Promise<void> => {
  stage = await aStage({
    library,
    ...facts,
    env: { NUMBER_EPISODES: '2', ...facts.env },
    server: { readOnDeck: onDeck, ...facts.server }
  })
}

const why = (text: string): Promise<Why> => stage.app.face.why(text)

const units = async (text: string): Promise<readonly WhyUnit[]> => {
  const answer = await why(text)
  if (answer.kind !== 'title') throw new Error(`${text}: ${JSON.stringify(answer)}`)
  return answer.units
}

const unit = async (text: string): Promise<WhyUnit> => {
  const [first] = await units(text)
  if (first === undefined) throw new Error(`no version of ${text}`)
  return first
}

const codes = ({ verdicts }: WhyUnit): readonly string[] =>
  verdicts.filter(({ passes }) => !passes).map(({ because }) => because?.reason.code ?? '')

describe('why, for what somebody wants', () => {
  it('tells the very decision of the last plan, its rank, each wish, and every rule with its answer', async () => {
    await open()
    const run = await stage.run({ dryRun: true })
    const plan = await stage.app.face.latestPlan()
    expect(plan?.decisions).toHaveLength(3)
    for (const decision of plan?.decisions ?? []) {
      const told = await unit(decision.unit)
      expect(told.decision).toEqual(decision)
    }
    const told = await unit('the show s01e02')
    expect(await why('the show s01e02')).toMatchObject({
      run: run.id,
      asOf: now,
      wanted: 3,
      title: 'The Show S01E02 Part 2'
    })
    expect(told).toMatchObject({
      state: 'not-cached',
      ifPinned: null,
      near: [],
      decision: { action: 'promote', rank: 2 }
    })
    expect(told.wants).toMatchObject([{ kind: 'on-deck', person: 'the owner', distance: 1, freshness: now - hour }])
    expect(told.verdicts.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'roots-are-ready',
        'not-in-trash',
        'last-look-was-good',
        'size-within-limit',
        'fits-on-pool'
      ])
    )
    expect(told.verdicts.every(({ about, passes }) => about === 'coming' && passes)).toBe(true)
    expect(told.verdicts.map(({ sentence }) => sentence)).not.toContain('Yes.')
    expect(told.verdicts.at(-1)?.sentence).toBe('Its 1 GB fit: 500 GB are free above a floor of 20 GB.')
    expect(told.changes.map(({ kind }) => kind)).toEqual(['run'])
    expect(told.files).toEqual([
      {
        path: '/mnt/user/tv/e2.mkv',
        role: 'video',
        sizeBytes: GB,
        tier: 'array',
        place: '/mnt/user',
        lookedAt: now
      }
    ])
  })

  it('says what would make it fit, with the number', async () => {
    await open({ env: { CACHE_MAX_SIZE_GB: '50' } })
    await stage.app.face.pin({ title: 'heat', by: 'Ada' })
    await stage.run({ dryRun: true })
    const large = (await units('heat')).find(({ unit: id }) => id.endsWith('4K.mkv'))
    expect(large?.decision).toMatchObject({ action: 'leave' })
    expect(large?.verdicts.at(-1)).toMatchObject({
      rule: 'fits-on-pool',
      passes: false,
      because: { reason: { code: 'over-budget', needBytes: 60 * GB, budgetBytes: 50 * GB } }
    })
    expect(large?.changes).toContainEqual(
      expect.objectContaining({ kind: 'setting', setting: 'CACHE_MAX_SIZE_GB', value: '60' })
    )
    expect(large?.changes.map(({ kind }) => kind)).toContain('unpin')
    expect(large?.limits).toMatchObject({ needBytes: 60 * GB, budgetBytes: 50 * GB, freeBytes: 500 * GB })
  })

  it('names what a pin takes: the title, and each version by its file as Plex calls it', async () => {
    await open()
    await stage.run({ dryRun: true })
    const told = await why('heat')
    if (told.kind !== 'title') throw new Error(told.kind)
    expect(told.target).toEqual({ ratingKey: '1', showKey: null, season: null, posterKey: '1' })
    expect(told.units.map(({ plexFile }) => plexFile)).toEqual(['/media/films/Heat.mkv', '/media/films/Heat 4K.mkv'])
    const [small] = told.units
    const pinned = await stage.app.face.pin({ ratingKey: '1', file: small?.plexFile ?? '' })
    expect(pinned).toMatchObject({ accepted: true, pin: { kind: 'version', sizeBytes: 10 * GB } })
    expect(await why('the show s01')).toMatchObject({ target: { ratingKey: null, season: 1, posterKey: 'show' } })
  })

  it('tells when a rule speaks against it, as every other rule that does', async () => {
    await open({ env: { MAX_ITEM_SIZE_GB: '20' } })
    await stage.app.face.pin({ title: 'heat' })
    await stage.run({ dryRun: true })
    const [, large] = await units('heat')
    expect(large === undefined ? [] : codes(large)).toEqual(['larger-than-allowed'])
    expect(large?.changes[0]).toMatchObject({ setting: 'MAX_ITEM_SIZE_GB', value: '60' })
  })
})

describe('why, for what nobody wants', () => {
  it('asks the same rules as if somebody had pinned it, and names who is nearest', async () => {
    await open()
    await stage.run({ dryRun: true })
    const told = await unit('the show 1x06')
    expect(told).toMatchObject({ state: 'not-cached', decision: null, wants: [], ifPinned: { action: 'promote' } })
    expect(told.near).toEqual([
      {
        person: 'the owner',
        at: 'The Show S01E01 Part 1',
        ahead: 5,
        hasOwnReach: false,
        sentence: 'The owner is 5 episodes before it (at The Show S01E01 Part 1); NUMBER_EPISODES of 5 would reach it.'
      }
    ])
    expect(told.sentence).toMatch(
      /^Not on the pool\. Nobody wants it: .* If somebody pinned it, it would come to the pool\.$/u
    )
    expect(told.changes.slice(0, 3)).toMatchObject([
      { kind: 'setting', setting: 'NUMBER_EPISODES', value: '5' },
      { kind: 'pin' },
      { kind: 'watchlist' }
    ])
    expect(told.verdicts.every(({ passes }) => passes)).toBe(true)
  })

  it('is right where a number was chosen for the person: the plan follows it, both ways, and names it', async () => {
    await open()
    await stage.run({ dryRun: true })
    const choose = (episodes: number | null) => stage.app.face.choosePerson({ id: '1', choice: { episodes } })
    expect(await choose(1)).toMatchObject({ accepted: true })
    await stage.run({ dryRun: true })
    expect((await unit('the show 1x02')).decision).toMatchObject({ action: 'promote' })
    const beyond = await unit('the show 1x03')
    expect(beyond.decision).toBeNull()
    expect(beyond.near[0]?.sentence).toContain('pcu people set "the owner" episodes=2 would reach it')
    await choose(2)
    await stage.run({ dryRun: true })
    expect((await unit('the show 1x03')).decision).toMatchObject({ action: 'promote' })
    await choose(5)
    await stage.run({ dryRun: true })
    expect((await unit('the show 1x06')).wants.map(({ because }) => because.sentence)).toEqual([
      '5th episode for the owner after The Show S01E01 Part 1.'
    ])
    expect(await stage.app.face.people()).toMatchObject([{ id: '1', episodes: 5 }])
    await choose(null)
    await stage.run({ dryRun: true })
    expect((await unit('the show 1x06')).decision).toBeNull()
    expect(await stage.app.face.people()).toMatchObject([{ id: '1', episodes: null }])
  })

  it('is right: with that setting it is wanted, and with that pin it comes', async () => {
    await open({ env: { NUMBER_EPISODES: '5' } })
    await stage.run({ dryRun: true })
    expect((await unit('the show 1x06')).decision).toMatchObject({ action: 'promote' })
    await stage.leave()
    await open()
    await stage.app.face.pin({ title: 'the show 1x06' })
    await stage.run({ dryRun: true })
    expect((await unit('the show 1x06')).decision).toMatchObject({ action: 'promote' })
  })

  it('says why it would not come, and where a file has no place', async () => {
    await open({ env: { CACHE_MAX_SIZE_GB: '50' } })
    await stage.run({ dryRun: true })
    const [small, large] = await units('heat')
    expect(small?.ifPinned).toMatchObject({ action: 'promote' })
    expect(large?.ifPinned).toMatchObject({ action: 'leave' })
    expect(large?.sentence).toContain('If somebody pinned it, it would not come: Left on the array: needs 60 GB')
    expect(await unit('lost highway')).toMatchObject({
      state: 'no-place',
      unit: '/elsewhere/Lost Highway.mkv',
      files: [{ tier: 'nowhere' }],
      verdicts: [{ rule: 'path-is-mapped', passes: false, because: { reason: { code: 'unmapped-path' } } }]
    })
  })

  it('leaves the plan, the disks and what is remembered as they were', async () => {
    await open()
    await stage.run({ dryRun: true })
    const before = [await stage.app.face.latestPlan(), stage.looked.length, (await stage.app.face.runs(9)).length]
    for (const text of ['heat', 'lost highway', 'the show', 'the show 1x06', 'zzz']) await why(text)
    expect([await stage.app.face.latestPlan(), stage.looked.length, (await stage.app.face.runs(9)).length]).toEqual(
      before
    )
  })
})

describe('why, of shows and of names', () => {
  it('sums a show up, each episode to be asked for', async () => {
    await open()
    await stage.run({ dryRun: true })
    const told = await why('the show')
    expect(told).toMatchObject({ kind: 'show', seasons: [{ season: 1, episodes: 6, cached: 0, wanted: 3 }] })
    if (told.kind !== 'show') throw new Error('no show')
    expect(told.episodes.map(({ people, rank }) => [people.join(), rank])).toEqual([
      ['the owner', 1],
      ['the owner', 2],
      ['the owner', 3],
      ['', null],
      ['', null],
      ['', null]
    ])
    expect(await why(told.episodes[3]?.ask ?? '')).toMatchObject({ kind: 'title', title: 'The Show S01E04 Part 4' })
    expect(await why('the show s01')).toMatchObject({ kind: 'show', title: 'The Show, season 1' })
  })

  it('lists several, names the nearest, and knows the paths of Plex, share and pool', async () => {
    await open({ library: aLibrary([heat, { ...heat, ratingKey: '9', year: 1986 }, ...episodes]) })
    expect(await why('heat')).toMatchObject({ kind: 'several', choices: [{ ask: 'key:9' }, { ask: 'key:1' }] })
    expect(await why('the shwo')).toMatchObject({ kind: 'none', choices: [{ title: 'The Show' }] })
    for (const path of ['/media/tv/e2.mkv', '/mnt/user/tv/e2.mkv', '/mnt/cache/tv/e2.mkv']) {
      expect(await why(path)).toMatchObject({ title: 'The Show S01E02 Part 2' })
    }
    expect(await why('')).toMatchObject({ kind: 'none' })
  })
})

describe('why, before and between runs', () => {
  it('asks Plex once when no run has been, for whoever asks at the same time, and wakes no disk', async () => {
    let readings = 0
    await open({
      server: {
        readLibrary: async () => {
          readings += 1
          return { index: library, silent: [] }
        }
      }
    })
    const [one, two] = await Promise.all([why('heat'), why('the show 1x02')])
    expect([one, two]).toMatchObject([{ run: null }, { run: null, units: [{ decision: { action: 'promote' } }] }])
    await why('heat')
    expect(readings).toBe(1)
    expect(stage.looked).toEqual([])
    expect(await stage.app.face.runs(9)).toEqual([])
  })

  it('says so when Plex is silent and nothing was ever seen', async () => {
    const failure = new Failure('plex.timeout', { sentence: 'Plex did not answer in time.', retry: 'later' })
    await open({ server: { readLibrary: () => Promise.reject(failure) } })
    await expect(why('heat')).rejects.toThrow('Plex did not answer in time')
  })

  it('names who was silent, because they may want it all the same', async () => {
    const failure = new Failure('plex.timeout', { sentence: 'Plex did not answer in time.', retry: 'later' })
    await open({ server: { readOnDeck: () => Promise.reject(failure) } })
    await stage.run({ dryRun: true })
    expect(await why('heat')).toMatchObject({
      notes: [expect.stringContaining('on deck of Films did not answer'), expect.anything()]
    })
  })

  it('tells what was done with it and when runs began to decide otherwise', async () => {
    const failure = new Failure('move.broken-off', { sentence: 'The disk cannot be read.', retry: 'later' })
    let outcome: 'fails' | 'works' = 'fails'
    await open({
      mover: {
        promote: async () => (outcome === 'fails' ? { kind: 'failed', failure } : { kind: 'done', bytes: GB })
      }
    })
    await stage.run()
    stage.setNow(now + hour / 2)
    await stage.run()
    outcome = 'works'
    stage.setNow(now + 50 * hour)
    await stage.run()
    const { timeline } = await unit('the show 1x01')
    expect(timeline.map(({ what, run }) => [what, run])).toEqual([
      ['promoted', 3],
      ['decided', 3],
      ['decided', 2],
      ['failed', 1],
      ['decided', 1]
    ])
    expect(timeline.find(({ what }) => what === 'failed')?.sentence).toContain('The disk cannot be read.')
  })
})
