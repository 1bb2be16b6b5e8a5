/** Removal timers: when they hold, when they let go, and what does not count against them. */
import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import type { WatchTimer } from '#core/model/watch-timer.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { anOwned, aUnit, aWant, aWorld, day, hour, now, somePlanSettings } from '#test/builders/world.ts'
import { postponedNow, savedByFewer, timersOfNothing } from './after-plan.ts'
import { extended, type KeptTimer, notFromTheFuture, savedByOthersDoesNotCount, timersWith } from './timers.ts'

const kept = (facts: Partial<KeptTimer> = {}): KeptTimer => ({
  since: 'caching',
  title: 'a',
  ratingKeys: ['a'],
  begunAt: now - 20 * hour,
  people: ['Ada'],
  postponedAt: undefined,
  ...facts
})
const timer = (facts: Partial<WatchTimer> = {}): WatchTimer => ({
  since: 'caching',
  begunAt: now - 20 * hour,
  dueAt: now + 4 * hour,
  hours: 24,
  people: ['Ada'],
  despite: [],
  ...facts
})
const id = aUnit({ name: 'a' }).id
const saved = (person: string): Want =>
  aWant({ ratingKey: 'a', kind: 'watchlist', person, reason: { code: 'watchlist', person } })
const settings = { ...somePlanSettings, graceHours: 1 }
const aTimedWorld = (facts: Partial<WatchTimer>, wants: readonly Want[] = []) =>
  aWorld({
    units: [aUnit({ name: 'a', wants })],
    owned: [anOwned({ name: 'a' })],
    timers: new Map([[id, timer(facts)]])
  })
const verdict = (world: Parameters<typeof makePlan>[0]) => makePlan(world, settings).decisions[0]

describe('a timer', () => {
  it('holds its unit to the very moment at which it is due', () => {
    expect(verdict(aTimedWorld({ dueAt: now + 1 }))).toMatchObject({
      action: 'keep',
      because: [{ code: 'timer-running', dueAt: now + 1, hours: 24 }]
    })
    expect(verdict(aTimedWorld({ dueAt: now }))).toMatchObject({
      action: 'evict',
      because: [{ code: 'timer-over', hours: 24, despite: [] }, { code: 'no-longer-wanted' }]
    })
  })

  it('lets WATCHED_CACHE_EXPIRY hold it longer: the later of the two counts', () => {
    const world = aTimedWorld({ dueAt: now - hour })
    const recent = [anOwned({ name: 'a', lastWantedAt: now - hour / 2 })]
    expect(verdict({ ...world, owned: recent })).toMatchObject({
      action: 'keep',
      because: [{ code: 'wanted-recently' }]
    })
  })

  it('is the number of hours that is set now, and none with 0', () => {
    expect(timersWith(new Map([[id, kept()]]), 21).get(id)?.dueAt).toBe(now + hour)
    expect(timersWith(new Map([[id, kept()]]), 0)).toEqual(new Map())
  })

  it('is not made longer by anything but a later moment, and belongs to everybody who watched', () => {
    const later = extended(kept(), { ...kept(), since: 'finished', begunAt: now, people: ['Ben'] })
    expect(later).toMatchObject({ since: 'finished', begunAt: now, people: ['Ben', 'Ada'] })
    expect(extended(later, kept()).begunAt).toBe(now)
    expect(extended(kept({ postponedAt: now }), kept()).postponedAt).toBeUndefined()
  })

  it('of the future begins now', () => {
    expect(notFromTheFuture(kept({ begunAt: now + 900 * day }), now).begunAt).toBe(now)
    expect(notFromTheFuture(kept(), now)).toEqual(kept())
  })

  it('does not hold a file that Plex has replaced by another one', () => {
    expect(
      verdict({ ...aTimedWorld({}), units: new Map(), replaced: new Map([[id, '/mnt/user/tv/b.mkv']]) })
    ).toMatchObject({
      action: 'evict'
    })
  })
})

describe('somebody else’s watchlist', () => {
  it('postpones what is due', () => {
    expect(verdict(aTimedWorld({ dueAt: now - hour }, [saved('Ben')]))).toMatchObject({ action: 'keep' })
  })

  it('does not count when it is not respected, and the sentence names whose it is', () => {
    const world = savedByOthersDoesNotCount(aTimedWorld({ dueAt: now - hour }, [saved('Ben')]))
    expect(verdict(world)).toMatchObject({ action: 'evict', because: [{ code: 'timer-over', despite: ['Ben'] }, {}] })
  })

  it.each([
    ['one’s own', saved('Ada')],
    ['an on deck', aWant({ ratingKey: 'a', person: 'Ben' })],
    ['a pin', aWant({ ratingKey: 'a', person: 'Ben', kind: 'pin' })],
    ['a trend', aWant({ ratingKey: 'a', person: 'everybody', kind: 'trending' })]
  ])('is not %s: that counts all the same', (_what, want) => {
    expect(verdict(savedByOthersDoesNotCount(aTimedWorld({ dueAt: now - hour }, [want])))).toMatchObject({
      action: 'keep'
    })
  })

  const away = (wants: readonly Want[], people = ['Ben']) =>
    aWorld({ units: [aUnit({ name: 'a', wants })], sentHome: new Map([[id, { at: now - day, people }]]) })

  it('does not bring back what the timer sent home; something new does', () => {
    expect(verdict(away([saved('Ben')]))).toMatchObject({
      action: 'leave',
      because: [{ code: 'sent-home-by-timer', people: ['Ben'] }, { code: 'watchlist' }]
    })
    expect(verdict(away([saved('Ben'), saved('Cleo')]))).toMatchObject({ action: 'promote' })
    expect(verdict(away([saved('Ben'), aWant({ ratingKey: 'a' })]))).toMatchObject({ action: 'promote' })
  })

  it('is forgotten once it was taken off, so that saving it anew counts', () => {
    const sent = new Map([[id, { at: now - day, people: ['Ben', 'Cleo'] }]])
    expect(savedByFewer(sent, away([saved('Ben')])).get(id)).toMatchObject({ people: ['Ben'] })
    expect([...savedByFewer(sent, aWorld())]).toEqual([[id, undefined]])
    expect(savedByFewer(sent, away([saved('Ben'), saved('Cleo')])).size).toBe(0)
  })

  it('is not taken for taken off while somebody is silent', () => {
    const reports = [
      { source: 'watchlist of Ben', from: 'cloud', sectionId: '*', state: 'silent', detail: '' } as const
    ]
    const sent = new Map([[id, { at: now - day, people: ['Ben'] }]])
    expect(savedByFewer(sent, aWorld({ reports })).size).toBe(0)
  })
})

describe('after a plan', () => {
  const planned = (world: ReturnType<typeof aWorld>) => ({ world, plan: makePlan(world, settings) })

  it('what ran out and stays is noted as postponed, once', () => {
    const held = aTimedWorld({ dueAt: now - hour }, [saved('Ben')])
    expect(postponedNow(new Map([[id, kept()]]), planned(held)).get(id)?.timer.postponedAt).toBe(now)
    const before = { postponedAt: now - hour, postponedFor: 'watchlist' }
    expect(postponedNow(new Map([[id, kept(before)]]), planned(held)).size).toBe(0)
    const other = aTimedWorld({ dueAt: now - hour }, [aWant({ ratingKey: 'a', person: 'Ben' })])
    expect(
      postponedNow(new Map([[id, kept(before)]]), planned(other)).get(id),
      'something else holds it'
    ).toMatchObject({
      isAgain: true,
      reason: { code: 'on-deck' },
      timer: { postponedAt: now - hour, postponedFor: 'on-deck' }
    })
    expect(
      postponedNow(new Map([[id, kept()]]), planned(aTimedWorld({ dueAt: now - hour }))).size,
      'it goes home'
    ).toBe(0)
    expect(postponedNow(new Map([[id, kept()]]), planned(aTimedWorld({}))).size, 'it is not due').toBe(0)
  })

  it('timers of what is no longer there end', () => {
    expect([...timersOfNothing(new Map([[id, kept()]]), aWorld()).keys()]).toEqual([id])
    expect(timersOfNothing(new Map([[id, kept()]]), aTimedWorld({})).size).toBe(0)
  })
})

describe('what was watched to the end', () => {
  const wish = aWant({
    ratingKey: 'a',
    kind: 'finished',
    reason: { code: 'watched-to-the-end', person: 'Ada', at: now, untilAt: now + hour }
  })

  it('is kept by its own wish, and by its timer when that wish is switched off', () => {
    expect(verdict(aTimedWorld({ since: 'finished' }, [wish]))).toMatchObject({
      action: 'keep',
      because: [{ code: 'watched-to-the-end' }]
    })
    expect(verdict(aTimedWorld({ since: 'finished' }))).toMatchObject({ because: [{ code: 'timer-running' }] })
  })
})
