/** What the real-time watcher decides, in the whole program over made-up walls: every setting, restarts in the middle, a long run that makes way, and what people are told. */
import { afterEach, describe, expect, it } from 'vitest'
import { aWatchedHouse, minute, type WatchedFacts, type WatchedHouse } from '#test/builders/watched-house.ts'
import { hour, now } from '#test/builders/world.ts'

let house: WatchedHouse
afterEach(() => house.leave())

const begin = async (facts?: WatchedFacts): Promise<void> => {
  house = await aWatchedHouse(facts)
  await house.start()
}

const plays = async () => house.desk().history(50)
const removals = async () => house.desk().schedule()
const verdictOn = async (title: string): Promise<string> => {
  const plan = await house.app().face.latestPlan()
  const decision = plan?.decisions.find((one) => one.title.includes(title))
  return `${decision?.action}: ${decision?.because.map(({ sentence }) => sentence).join(' ')}`
}

describe('when somebody presses play', () => {
  it('what follows comes at once, the next one first, and the file that is played waits for the end of the session', async () => {
    await begin()
    const { sessionKey } = await house.play('e1')
    expect(house.pool.moved).toEqual(['in e2', 'in e3', 'in e4'])
    expect(await verdictOn('S01E01')).toMatch(
      /^leave: Left where it is for now: the owner is playing it.*Being played by the owner right now/u
    )
    await house.go(sessionKey, 20, 'stopped')
    expect(house.onPool()).toEqual(['e1', 'e2', 'e3', 'e4'])
    expect((await house.app().face.runs(9)).map(({ trigger }) => trigger)).toEqual(expect.arrayContaining(['plex']))
  })

  it('NUMBER_EPISODES and MINIMUM_MINUTES_AHEAD say how far', async () => {
    await begin({ env: { NUMBER_EPISODES: '0', MINIMUM_MINUTES_AHEAD: '100' } })
    await house.play('e1')
    expect(house.pool.moved).toEqual(['in e2'])
  })

  it('a number that was chosen for the person says how far instead, and for nobody else', async () => {
    await begin({ env: { REAL_TIME_WATCH_RESPECT_EXISTING_RULES: 'false' } })
    await house.run()
    await house.app().face.choosePerson({ id: '1', choice: { episodes: 1 } })
    await house.play('e1')
    expect(house.pool.moved).toEqual(['in e2'])
    await house.play('e4', { person: 'Ben', personId: '7', player: 'phone' })
    expect(house.pool.moved).toEqual(['in e2', 'in e5', 'in e6', 'in e7'])
  })

  it('AUTO_CACHE_ON_WATCH off: nothing comes, and the history says why', async () => {
    await begin({ env: { REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH: 'false' } })
    await house.play('e1')
    expect(house.pool.moved).toEqual([])
    expect(await plays()).toMatchObject([
      { did: 'switched-off', sentence: expect.stringContaining('REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH') }
    ])
  })

  it('RESPECT_EXISTING_RULES: only for people who count; off: for everybody, also without a name', async () => {
    await begin()
    await house.play('e1', { person: 'Ben', personId: '7' })
    expect(house.pool.moved).toEqual([])
    expect(await plays()).toMatchObject([{ person: 'Ben', did: 'not-counted' }])
    expect((await house.desk().status()).sessions).toMatchObject([{ person: 'Ben', isCounted: false }])
    await house.restart({ REAL_TIME_WATCH_RESPECT_EXISTING_RULES: 'false' })
    expect(house.pool.moved).toEqual(['in e2', 'in e3', 'in e4'])
    await house.play('film', { person: 'Somebody', personId: undefined, player: 'phone' })
    expect(await plays()).toMatchObject([{ person: 'Somebody' }, { person: 'Ben', did: 'cached' }])
  })

  it('an item that the library does not hold yet is remembered, and what follows it comes once it does', async () => {
    await begin()
    const all = house.wall.items
    house.wall.items = all.filter(({ ratingKey }) => ratingKey !== 'e5')
    await house.play('e5')
    expect(house.pool.moved).toEqual([])
    expect(await plays()).toMatchObject([{ ratingKey: 'e5', did: 'not-in-library' }])
    house.wall.items = all
    await house.run()
    expect(house.pool.moved).toEqual(['in e6', 'in e7', 'in e8'])
  })

  it('a session that flickers is one play and starts no timer anew', async () => {
    await begin()
    const { sessionKey } = await house.play('e1')
    const [first] = await removals()
    await house.go(sessionKey, 10, 'stopped')
    for (let n = 0; n < 5; n += 1) {
      const session = await house.play('e1', { viewOffsetMs: 5 * minute })
      await house.pass(minute)
      await house.go(session.sessionKey, 10, 'stopped')
    }
    expect(await plays()).toHaveLength(1)
    expect((await removals())[0]).toMatchObject({ unit: first?.unit, begunAt: first?.begunAt })
  })
})

describe('a long run when somebody presses play', () => {
  const deck = (...keys: readonly string[]): void => {
    for (const ratingKey of keys) house.wall.deck.push({ ratingKey, viewOffsetMs: 0, lastViewedAt: now })
  }

  it('makes way: the next episode comes after what is under way, and the rest goes on in the run after it', async () => {
    await begin({ env: { NUMBER_EPISODES: '1', MAX_CONCURRENT_MOVES_CACHE: '1' } })
    deck('e7', 'e5', 'e6')
    house.pool.hold()
    await house.run()
    expect(house.pool.moved).toHaveLength(1)
    await house.play('e1')
    expect(house.lines().join('\n')).toContain('makes way for the next episode')
    house.pool.letOne()
    await house.settle()
    expect(house.pool.moved[1]).toBe('in e2')
    house.pool.letAll()
    await house.settle()
    expect(house.onPool()).toEqual(['e2', 'e5', 'e6', 'e7', 'e8'])
    const [after, before] = await house.app().face.runs(2)
    expect(before).toMatchObject({ outcome: 'partial', sentence: expect.stringContaining('It made way') })
    expect(after).toMatchObject({ outcome: 'done', trigger: 'plex' })
  })

  it('goes on undisturbed when the next episode is there, or on its way', async () => {
    await begin({ env: { NUMBER_EPISODES: '1', MAX_CONCURRENT_MOVES_CACHE: '1' } })
    await house.play('e1')
    deck('e5', 'e7')
    house.pool.hold()
    await house.run()
    await house.play('e1', { player: 'phone' })
    await house.play('e4', { player: 'tablet' })
    expect(house.pool.moved).toContain('in e5')
    house.pool.letAll()
    await house.settle()
    expect(house.lines().join('\n')).not.toContain('makes way')
  })
})

describe('MAX_CONCURRENT_WATCHES', () => {
  it('is how many come at once; more wait, are to be seen, and come', async () => {
    await begin({ env: { REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES: '1' } })
    house.pool.hold()
    await house.play('e1')
    expect(house.pool.underWay()).toBe(1)
    expect((await house.desk().status()).queue.map(({ title, state }) => `${title.slice(9, 15)} ${state}`)).toEqual([
      'S01E01 left',
      'S01E02 moving',
      'S01E03 waiting',
      'S01E04 waiting'
    ])
    house.pool.letOne()
    await house.settle()
    expect(house.pool.underWay()).toBe(1)
    house.pool.letAll()
    await house.settle()
    expect(house.onPool()).toEqual(['e2', 'e3', 'e4'])
  })

  it('what was not moved because the run was stopped comes with the next one', async () => {
    await begin({ env: { REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES: '1' } })
    house.pool.hold()
    const { sessionKey } = await house.play('e1')
    house.app().face.stop('file')
    house.pool.letAll()
    await house.settle()
    expect(house.onPool()).toEqual(['e2'])
    await house.go(sessionKey, 10, 'stopped')
    expect(house.onPool()).toEqual(['e1', 'e2', 'e3', 'e4'])
  })
})

describe('when somebody has watched to the end', () => {
  const watchToTheEnd = async (): Promise<void> => {
    const { sessionKey } = await house.play('e1')
    await house.go(sessionKey, 96)
    await house.go(sessionKey, 97, 'stopped')
  }

  it('the item is added last of all and kept, and what follows is there', async () => {
    await begin()
    await watchToTheEnd()
    expect(house.pool.moved).toEqual(['in e2', 'in e3', 'in e4', 'in e1'])
    expect(await removals()).toContainEqual(
      expect.objectContaining({ title: expect.stringContaining('S01E01'), since: 'finished' })
    )
    expect(await verdictOn('S01E01')).toMatch(/the owner watched it to the end/u)
    expect(await plays()).toMatchObject([{ finished: true, percent: 97, did: 'cached', cachedUnits: 4, tier: 'array' }])
  })

  it('CACHE_ON_COMPLETE off: it is not added', async () => {
    await begin({ env: { REAL_TIME_WATCH_CACHE_ON_COMPLETE: 'false' } })
    await watchToTheEnd()
    expect(house.onPool()).toEqual(['e2', 'e3', 'e4'])
  })

  it('CACHE_ON_COMPLETE alone brings everything at the end', async () => {
    await begin({ env: { REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH: 'false' } })
    await watchToTheEnd()
    expect(house.onPool()).toEqual(['e1', 'e2', 'e3', 'e4'])
  })

  it('the timer of what lies on the pool begins anew', async () => {
    await begin()
    await house.play('e1')
    const before = (await removals()).find(({ title }) => title.includes('S01E02'))
    await house.pass(10 * hour)
    const { sessionKey } = await house.play('e2', { player: 'phone' })
    await house.go(sessionKey, 95)
    const after = (await removals()).find(({ title }) => title.includes('S01E02'))
    expect((after?.dueAt ?? 0) - (before?.dueAt ?? 0)).toBeGreaterThanOrEqual(10 * hour)
    expect(after).toMatchObject({ since: 'finished', state: 'waiting' })
  })
})

describe('REMOVE_FROM_CACHE_AFTER_HOURS', () => {
  const filmIsCached = async (facts?: WatchedFacts): Promise<void> => {
    await begin(facts)
    const { sessionKey } = await house.play('film')
    await house.go(sessionKey, 10, 'stopped')
    expect(house.onPool()).toEqual(['film'])
  }
  /** Another film is on deck: an empty answer of Plex would return nothing. */
  const somethingElseIsWanted = (): void => {
    house.wall.films.push({ ratingKey: 'other', viewOffsetMs: 0, lastViewedAt: now })
  }

  it('holds to its hour, then the file goes home by itself, and everything is told', async () => {
    await filmIsCached()
    somethingElseIsWanted()
    await house.pass(23 * hour)
    expect(await removals()).toMatchObject([{ state: 'waiting', since: 'caching' }])
    await house.run()
    expect(await verdictOn('Film')).toMatch(/^keep: .*its timer runs until/u)
    await house.pass(2 * hour)
    expect(house.pool.moved).toContain('out film')
    expect(await removals()).toEqual([])
    expect((await house.desk().status()).statistics).toMatchObject({ watches: 1, returned: 1, cached: 1, postponed: 0 })
  })

  it('0: there is no timer, and the other rules still return it', async () => {
    await filmIsCached({ env: { REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS: '0', WATCHED_CACHE_EXPIRY: '48' } })
    somethingElseIsWanted()
    expect(await removals()).toMatchObject([{ state: 'off', dueAt: null }])
    await house.pass(47 * hour)
    await house.run()
    expect(house.onPool()).toContain('film')
    await house.pass(2 * hour)
    await house.run()
    expect(house.pool.moved).toContain('out film')
  })

  it('is put off while somebody plays or wants it, with the reason and the next look', async () => {
    await filmIsCached()
    somethingElseIsWanted()
    house.wall.films.push({ ratingKey: 'film', viewOffsetMs: 600_000, lastViewedAt: now })
    await house.pass(26 * hour)
    expect(await removals()).toMatchObject([
      {
        state: 'postponed',
        because: [expect.stringContaining('On deck for the owner')],
        nextCheckAt: expect.any(Number)
      }
    ])
    expect((await house.desk().status()).statistics.postponed).toBe(1)
    house.wall.films.pop()
    await house.play('film', { player: 'phone', person: 'Ben', personId: '7' })
    expect(await removals()).toMatchObject([
      { state: 'postponed', because: [expect.stringContaining('Being played by Ben')] }
    ])
    await house.go('s1', 20, 'stopped')
    await house.pass(2 * hour)
    expect(house.onPool()).not.toContain('film')
  })

  it('WATCHED_CACHE_EXPIRY may be later, and then counts', async () => {
    await filmIsCached({ env: { WATCHED_CACHE_EXPIRY: '48' } })
    somethingElseIsWanted()
    await house.pass(30 * hour)
    expect(await removals()).toMatchObject([
      { state: 'postponed', because: [expect.stringContaining('WATCHED_CACHE_EXPIRY')] }
    ])
    await house.pass(20 * hour)
    expect(house.onPool()).not.toContain('film')
  })

  it('WATCHED_CACHE_EXPIRY counts from the viewing to the end, not from the end of the timer that it began', async () => {
    await begin({ env: { WATCHED_CACHE_EXPIRY: '48' } })
    somethingElseIsWanted()
    const { sessionKey } = await house.play('film')
    await house.go(sessionKey, 95)
    await house.go(sessionKey, 96, 'stopped')
    await house.pass(20 * hour)
    await house.run()
    await house.pass(20 * hour)
    expect(house.onPool()).toContain('film')
    await house.pass(12 * hour)
    expect(house.onPool()).not.toContain('film')
  })

  it('is remembered over a restart, and begins now when it was written under a wrong clock', async () => {
    await filmIsCached()
    const [before] = await removals()
    await house.restart()
    expect(await removals()).toMatchObject([{ dueAt: before?.dueAt }])
    const unit = [...house.pool.owned.keys()][0]
    if (unit === undefined) throw new Error('the film is there')
    const timer = {
      since: 'caching',
      title: 'Film',
      ratingKeys: ['film'],
      people: ['x'],
      postponedAt: undefined
    } as const
    await house.store.write({ timers: new Map([[unit, { ...timer, begunAt: house.clock.now() + 9000 * hour }]]) })
    await house.restart()
    expect((await removals())[0]?.remainingMs).toBeLessThanOrEqual(24 * hour)
  })

  it('ends with a file that is no longer there', async () => {
    await filmIsCached()
    house.pool.owned.clear()
    await house.run()
    expect(await removals()).toEqual([])
  })
})

describe('a restart in the middle of a play', () => {
  it('is one play, and what was wanted is wanted on', async () => {
    await begin()
    house.pool.hold()
    await house.play('e1')
    await house.pass(10 * minute)
    house.app().face.stop()
    house.pool.letAll()
    await house.restart()
    expect(await plays()).toMatchObject([{ ratingKey: 'e1', endedAt: null }])
    expect(house.onPool()).toEqual(expect.arrayContaining(['e2', 'e3', 'e4']))
  })

  it('that ended while nobody listened ended when something was last heard', async () => {
    await begin()
    await house.play('e1')
    house.wall.sessions = []
    await house.restart()
    const [play] = await plays()
    expect(play?.endedAt).not.toBeNull()
    expect(play?.finished).toBe(false)
  })
})

describe('the switch', () => {
  it('ends and begins listening at once, is saved, and timers that are left go on to count', async () => {
    await begin()
    await house.play('e1')
    expect(await house.desk().switchTo(false)).toMatchObject({
      accepted: true,
      sentence: expect.stringContaining('still count')
    })
    expect(await house.desk().status()).toMatchObject({
      enabled: false,
      watching: false,
      sentence: expect.stringMatching(/is off.*3 removal timers left/u),
      sessions: []
    })
    await house.play('film', { player: 'phone' })
    expect(await plays()).toHaveLength(1)
    expect((await removals()).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    expect(await house.desk().switchTo(true)).toMatchObject({ accepted: true })
    await house.settle()
    expect(await house.desk().status()).toMatchObject({ enabled: true, watching: true, line: 'up' })
    expect((await plays()).map(({ ratingKey }) => ratingKey)).toContain('film')
    expect(house.saved).toEqual([false, true])
  })

  it('is told when Plex does not say who plays what', async () => {
    await begin()
    expect(await house.desk().status()).toMatchObject({
      silence: null,
      sentence: expect.stringMatching(/^The watcher is on\. Plex tells by itself/u)
    })
  })
})

describe('a clock that is set back', () => {
  it('neither loses a play nor counts time that was not watched', async () => {
    await begin()
    const { sessionKey } = await house.play('e1')
    await house.go(sessionKey, 10)
    house.setBack(3 * hour)
    await house.go(sessionKey, 20)
    const [play] = await plays()
    expect(play?.watchedMs).toBeLessThan(10 * minute)
    expect(await plays()).toHaveLength(1)
  })
})
