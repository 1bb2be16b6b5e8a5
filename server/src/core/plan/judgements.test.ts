import { describe, expect, it } from 'vitest'
import { arrayPath } from '#core/model/place.ts'
import type { Inspection, OwnedUnit } from '#core/model/unit.ts'
import type { Sessions, SourceReport } from '#core/model/want.ts'
import {
  anOwned,
  answered,
  aUnit,
  aWant,
  aWorld,
  day,
  GB,
  hour,
  now,
  somePlanSettings as settings
} from '#test/builders/world.ts'
import { makePlan } from './make-plan.ts'

const decide = (facts: Parameters<typeof aWorld>[0]) => makePlan(aWorld(facts), settings)
const playing = (ratingKey: string): Sessions => ({
  known: true,
  sessions: [{ ratingKey, person: 'Robin', state: 'playing' }]
})
const wants = [aWant({ ratingKey: 'a' })]

describe('a unit on the pool', () => {
  const owned = [anOwned({ name: 'a' })]
  const watched = aUnit({ name: 'a', watchedAt: now - 3 * day })

  it('goes home at the very moment at which its time is over', () => {
    const seen = [aUnit({ name: 'a', watchedAt: now - 48 * hour })]
    expect(decide({ units: seen, owned }).decisions[0]?.action).toBe('evict')
    const wanted = [anOwned({ name: 'a', lastWantedAt: now - 48 * hour })]
    expect(decide({ units: [aUnit({ name: 'a' })], owned: wanted }).decisions[0]?.action).toBe('evict')
  })

  it('stays for WATCHED_CACHE_EXPIRY after it was last wanted', () => {
    const wanted = [anOwned({ name: 'a', lastWantedAt: now - 47 * hour })]
    expect(decide({ units: [aUnit({ name: 'a' })], owned: wanted }).decisions[0]).toMatchObject({
      action: 'keep',
      because: [{ code: 'wanted-recently', untilAt: now + hour }]
    })
  })

  it.each(['a', 'b', 'c'])('stays while any of its items is played: %s', (key) => {
    const both = [anOwned({ name: 'a', ratingKeys: ['a', 'b'] })]
    const units = [{ ...watched, ratingKeys: ['b', 'c'] }]
    expect(decide({ units, owned: both, sessions: playing(key) }).decisions[0]).toMatchObject({
      action: 'keep',
      because: [{ code: 'playing', person: 'Robin' }]
    })
  })

  it('is asked about under all of its keys before it goes', () => {
    const both = [anOwned({ name: 'a', ratingKeys: ['a', 'b'] })]
    const [step] = decide({ units: [{ ...watched, ratingKeys: ['b', 'c'] }], owned: both }).steps
    expect(step?.unit.ratingKeys).toEqual(['a', 'b', 'c'])
  })

  it('hears sources that speak for all sections', () => {
    const everywhere = answered({ sectionId: '*' })
    expect(decide({ units: [watched], owned, reports: [everywhere] }).decisions[0]?.action).toBe('evict')
    const silent = { ...everywhere, state: 'silent', detail: 'timeout' } as const
    expect(decide({ units: [watched], owned, reports: [answered(), silent] }).decisions[0]).toMatchObject({
      because: [{ code: 'source-silent' }]
    })
  })

  it.each([
    ['the one it came from', '7', '2'],
    ['the one that lists it now', '2', '7']
  ])('waits for every section that may want it: %s', (_which, from, now_) => {
    const facts = { units: [{ ...watched, sectionId: now_ }], owned: [anOwned({ name: 'a', sectionId: from })] }
    expect(decide({ ...facts, reports: [answered({ sectionId: '2' })] }).steps).toEqual([])
    expect(decide({ ...facts, reports: [answered({ sectionId: '7' })] }).steps).toEqual([])
    const both = [answered({ sectionId: '2' }), answered({ sectionId: '7' })]
    expect(decide({ ...facts, reports: both }).steps).toHaveLength(1)
  })

  it('goes home unwatched when an answer named something else, although another of its sources was empty', () => {
    const reports = [answered({ state: 'empty', source: 'one' }), answered({ source: 'other' })]
    expect(decide({ units: [aUnit({ name: 'a' })], owned, reports }).decisions[0]?.action).toBe('evict')
  })

  it("stays in Plex's trash", () => {
    expect(decide({ units: [{ ...watched, trashed: true }], owned }).decisions[0]).toMatchObject({
      because: [{ code: 'not-in-library' }]
    })
  })

  const lookOf = (rule: string, until: number): ReadonlyMap<Inspection['unit'], Inspection> => {
    const reason = { code: 'failed-before', detail: 'disk full', untilAt: until } as const
    return new Map([
      [watched.id, { unit: watched.id, lookedAt: now - hour, files: [], refusal: { rule, reason, until } }]
    ])
  }

  it('stays for a while after bringing it home failed, and not because it was once refused on the way in', () => {
    const code = (rule: string, until: number) =>
      decide({ units: [watched], owned, inspections: lookOf(rule, until) }).decisions[0]?.because[0].code
    expect(code('last-try-was-good', now + 1)).toBe('failed-before')
    expect(code('last-try-was-good', now)).toBe('watched')
    expect(code('not-hard-linked', now + 1)).toBe('watched')
  })

  it('is not fetched again while it waits for a person, though somebody wants it', () => {
    const orphan = [anOwned({ name: 'a', state: 'orphan' })]
    expect(decide({ units: [{ ...watched, wants }], owned: orphan }).steps).toEqual([])
  })
})

describe('a wanted unit', () => {
  it('is left while nobody can say whether it is played, in a mode that changes the original', () => {
    const units = [aUnit({ name: 'a', wants })]
    expect(decide({ units, sessions: { known: false, detail: 'timeout' } }).decisions[0]).toMatchObject({
      action: 'leave',
      because: [{ code: 'sessions-unknown', detail: 'timeout' }, { code: 'on-deck' }]
    })
  })

  it('is left while the second of its episodes is played', () => {
    const units = [{ ...aUnit({ name: 'a', wants }), ratingKeys: ['a', 'b'] }]
    expect(decide({ units, sessions: playing('b') }).decisions[0]?.because[0].code).toBe('playing-now')
  })

  it('counts with the size that was seen on the disk, its sidecars included, rather than with what Plex says', () => {
    const unit = aUnit({ name: 'a', sizeBytes: GB, wants })
    const seen = { path: unit.id, arrayRoot: arrayPath('/mnt/disk1'), allocatedBytes: 0, links: 1, changedAt: 0 }
    const files = [
      { ...seen, role: 'video', sizeBytes: 3 * GB } as const,
      { ...seen, role: 'sidecar', sizeBytes: GB } as const
    ]
    const inspections = new Map([[unit.id, { unit: unit.id, lookedAt: now, files }]])
    const pool = { freeBytes: 23 * GB, floorBytes: 20 * GB, ownedBytes: 0, budgetBytes: undefined }
    expect(decide({ units: [unit], inspections, pool }).decisions[0]).toMatchObject({
      action: 'leave',
      sizeBytes: 4 * GB,
      files: 2,
      because: [{ code: 'pool-would-fall-below-floor', needBytes: 4 * GB }, { code: 'on-deck' }]
    })
  })

  it('without a place here is told with the rule and the reason', () => {
    const reason = { code: 'unmapped-path', path: '/other/a.mkv', prefix: '/media' } as const
    const unplaced = [{ path: '/other/a.mkv', title: 'A', rule: 'path-is-mapped', reason, sizeBytes: undefined }]
    expect(decide({ unplaced }).decisions).toMatchObject([
      { unit: '/other/a.mkv', action: 'leave', because: [reason], refusals: [{ rule: 'path-is-mapped' }] }
    ])
  })
})

describe('what came because of a list at Trakt', () => {
  const byTrakt = [
    anOwned({ name: 'a', because: [{ code: 'trending', list: 'trending movies', position: 3 }], lastWantedAt: 0 })
  ]
  const byDeck = [anOwned({ name: 'a', lastWantedAt: 0 })]
  const emptyDeck = answered({ state: 'empty' })
  const ofTrakt = (state: SourceReport['state']) => answered({ source: 'Trakt', from: 'trakt', state, detail: '503' })
  const outcome = (owned: readonly OwnedUnit[], ...reports: readonly SourceReport[]) =>
    decide({ units: [aUnit({ name: 'a' })], owned, reports }).decisions[0]?.because[0].code

  it('goes home when the list names something else, although nobody has anything on deck', () => {
    expect(outcome(byTrakt, emptyDeck, ofTrakt('answered'))).toBe('no-longer-wanted')
  })

  it('stays while the list is empty, or Trakt does not answer', () => {
    expect(outcome(byTrakt, emptyDeck, ofTrakt('empty'))).toBe('empty-answer')
    expect(outcome(byTrakt, answered(), ofTrakt('silent'))).toBe('source-silent')
    expect(outcome(byTrakt, answered(), ofTrakt('given-up'))).toBe('no-longer-wanted')
  })

  it('is no evidence against an empty answer of Plex for what came because of somebody here', () => {
    expect(outcome(byDeck, emptyDeck, ofTrakt('answered'))).toBe('empty-answer')
    expect(outcome(byDeck, answered(), ofTrakt('answered'))).toBe('no-longer-wanted')
    expect(outcome(byDeck, ofTrakt('answered'))).toBe('source-silent')
    const laterByDeck = byTrakt.map((unit): OwnedUnit => ({ ...unit, lastWantedBy: ['on-deck', 'trending'] }))
    expect(outcome(laterByDeck, emptyDeck, ofTrakt('answered'))).toBe('empty-answer')
  })
})
