import type { Reason } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import type { PoolRoom, World } from '#core/model/world.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
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

const want = (name: string, facts: Partial<Want> = {}): Want => aWant({ ratingKey: name, person: 'Ada', ...facts })
const wanted = (name: string, sizeGb: number, facts: Partial<Want> = {}) =>
  aUnit({ name, sizeBytes: sizeGb * GB, wants: [want(name, facts)] })
/** Known to Plex; nobody wants it. */
const listed = (name: string) => aUnit({ name })
/** On the pool for days; nobody has wanted it for an hour, so its grace goes on. */
const unwanted = (name: string, sizeGb: number, lastWantedAt = now - hour) => {
  const owned = anOwned({ name, sizeBytes: sizeGb * GB, lastWantedAt })
  return { ...owned, files: owned.files.map((file) => ({ ...file, listedSizeBytes: GB })) }
}
const there = (name: string, sizeGb: number, promotedAt = now - day) =>
  anOwned({ name, sizeBytes: sizeGb * GB, promotedAt })

/** A pool on which exactly this much may still be put. */
const roomFor = (gb: number): PoolRoom => ({
  freeBytes: (20 + gb) * GB,
  totalBytes: 1000 * GB,
  floorBytes: 20 * GB,
  ownedBytes: 0,
  budgetBytes: undefined
})

const plan = (facts: Parameters<typeof aWorld>[0], changed: Partial<PlanSettings> = {}) => {
  const world: World = aWorld({ pool: roomFor(0), ...facts })
  const made = makePlan(world, { ...settings, ...changed })
  const actions = made.decisions.map(({ title, action }) => `${title} ${action}`)
  const reason = (title: string): Reason | undefined =>
    made.decisions.find((decision) => decision.title === title)?.because[0]
  return { actions: actions.toSorted(), reason, made }
}

const saved = { kind: 'watchlist' } as const
const next = wanted('next', 10)

describe('room for what is wanted more', () => {
  it('comes from what nobody wants any more, before its grace is over, and the sentence says for whom', () => {
    const { actions, reason } = plan({ units: [next, listed('old')], owned: [unwanted('old', 10)] })
    expect(actions).toEqual(['next promote', 'old evict'])
    expect(reason('old')).toEqual({ code: 'makes-room', for: 'next', kind: 'on-deck', person: 'Ada', rank: 1 })
  })

  it('comes from what nobody wants before what somebody does, and there from whose grace ends first', () => {
    const units = [next, listed('late'), listed('soon'), wanted('saved', 10, saved)]
    const owned = [there('saved', 10), unwanted('late', 10), unwanted('soon', 10, now - 9 * hour)]
    expect(plan({ units, owned }).actions).toEqual(['late keep', 'next promote', 'saved keep', 'soon evict'])
  })

  it('comes from what is wanted less, the last rank first, and that unit waits for its turn again', () => {
    const units = [next, wanted('saved', 10, saved), wanted('trend', 10, { kind: 'trending' })]
    const owned = [there('saved', 10), there('trend', 10)]
    const { actions, made } = plan({ units, owned })
    expect(actions).toEqual(['next promote', 'saved keep', 'trend evict'])
    const gone = made.decisions.find(({ title }) => title === 'trend')
    expect(gone).toMatchObject({ rank: 3, because: [{ code: 'makes-room' }, { code: 'on-deck', person: 'the owner' }] })
    const after = aWorld({ units, owned: [there('saved', 10), there('next', 10, now)], pool: roomFor(0) })
    expect(makePlan(after, settings).steps).toEqual([])
    expect(makePlan(after, settings).decisions.find(({ title }) => title === 'trend')).toMatchObject({
      action: 'leave',
      because: [{ code: 'pool-would-fall-below-floor', missingBytes: 10 * GB }, { code: 'on-deck' }]
    })
  })

  it('peer 45: of three that could go for one file, only the one that is worth least goes', () => {
    const units = [
      next,
      wanted('70', 10, saved),
      wanted('40', 10, { kind: 'trending' }),
      wanted('20', 10, { kind: 'finished' })
    ]
    const owned = ['40', '70', '20'].map((name) => there(name, 10))
    expect(plan({ units, owned }).actions).toEqual(['20 evict', '40 keep', '70 keep', 'next promote'])
  })

  it('takes no more than it needs: what the others can do without stays', () => {
    const units = [next, listed('small'), wanted('large', 12, saved)]
    const owned = [unwanted('small', 1), there('large', 12)]
    expect(plan({ units, owned }).actions).toEqual(['large evict', 'next promote', 'small keep'])
  })

  it('is not made when all that may go would not be enough', () => {
    const { actions, reason } = plan({ units: [next, listed('old')], owned: [unwanted('old', 9)] })
    expect(actions).toEqual(['next leave', 'old keep'])
    expect(reason('next')).toMatchObject({ missingBytes: 10 * GB })
  })

  it('is not made for what would never fit', () => {
    const units = [wanted('huge', 990), listed('old')]
    const { actions, reason } = plan({ units, owned: [unwanted('old', 10)] })
    expect(actions).toEqual(['huge leave', 'old keep'])
    expect(reason('huge')).toMatchObject({ code: 'pool-would-fall-below-floor', never: true })
    const pool = { ...roomFor(500), budgetBytes: 100 * GB }
    expect(plan({ units: [wanted('big', 200)], pool }).reason('big')).toMatchObject({
      code: 'over-budget',
      never: true
    })
  })

  it('is made within the budget, too', () => {
    const pool = { ...roomFor(500), ownedBytes: 95 * GB, budgetBytes: 100 * GB }
    const facts = { units: [next, listed('old')], owned: [unwanted('old', 95)], pool }
    expect(plan(facts).actions).toEqual(['next promote', 'old evict'])
  })

  it('is not what an open move may still write, on the disk and in the budget, and nothing goes home for that', () => {
    const open = { ...roomFor(15), reservedBytes: 6 * GB }
    expect(plan({ units: [next], pool: open }).reason('next')).toMatchObject({ missingBytes: GB })
    const budget = { ...open, freeBytes: 500 * GB, ownedBytes: 90 * GB, budgetBytes: 105 * GB }
    expect(plan({ units: [next], pool: budget }).reason('next')).toMatchObject({
      code: 'over-budget',
      ownedBytes: 96 * GB
    })
    const tight = { ...roomFor(1), reservedBytes: 6 * GB }
    expect(plan({ units: [listed('old')], owned: [unwanted('old', 10)], pool: tight }).actions).toEqual(['old keep'])
  })

  it('is not made where POOL_MAKE_ROOM is off', () => {
    const facts = { units: [next, listed('old')], owned: [unwanted('old', 10)] }
    expect(plan(facts, { makeRoom: false }).actions).toEqual(['next leave', 'old keep'])
  })
})

describe('what never goes for room', () => {
  const old = listed('old')
  const cases: readonly [string, Parameters<typeof aWorld>[0], Partial<PlanSettings>?][] = [
    ['came a moment ago', { owned: [{ ...unwanted('old', 10), promotedAt: now - 11 * hour }] }],
    [
      'came later than now, as before a clock was set back',
      { owned: [{ ...unwanted('old', 10), promotedAt: now + day }] }
    ],
    ['is pinned', { units: [next, wanted('old', 10, { kind: 'pin' })] }],
    ['is wanted as much', { units: [next, wanted('old', 10, { distance: 2 })] }],
    ['is wanted because somebody plays it', { units: [next, wanted('old', 10, { kind: 'playing', distance: 9 })] }],
    ['is played', { sessions: { known: true, sessions: [{ ratingKey: 'old', person: 'Robin', state: 'paused' }] } }],
    ['may be played, for all we know', { sessions: { known: false, detail: 'timeout' } }],
    ['a silent source may want', { reports: [answered(), answered({ sectionId: '*', state: 'silent' })] }],
    [
      'lies where nothing may be brought home',
      { evictBlock: { code: 'root-not-ready', root: '/mnt/user', detail: '' } }
    ],
    ['somebody replaced', { owned: [{ ...unwanted('old', 10), state: 'orphan' }] }],
    ['Plex does not list', { units: [next] }],
    ['is held by WATCHED_MOVE', {}, { returnWatched: false }],
    ['lies on a pool that could not be measured', { pool: { ...roomFor(0), isUnmeasured: true } }]
  ]
  it.each(cases)('what %s', (_what, facts, changed) => {
    const { actions } = plan({ units: [next, old], owned: [unwanted('old', 10)], ...facts }, changed)
    expect(actions).toEqual(['next leave', 'old keep'])
  })

  it('goes as soon as the hold is over, and not for a wish that is hardly nearer', () => {
    const owned = (promotedAt: number) => [{ ...unwanted('old', 10), promotedAt }]
    expect(plan({ units: [next, old], owned: owned(now - 12 * hour) }).actions).toEqual(['next promote', 'old evict'])
    const ahead = (distance: number) => [next, wanted('old', 10, { distance })]
    expect(plan({ units: ahead(3), owned: [there('old', 10)] }).actions).toEqual(['next promote', 'old evict'])
    expect(plan({ units: ahead(2), owned: [there('old', 10)] }).actions).toEqual(['next leave', 'old keep'])
  })

  it('goes although another section is silent', () => {
    const silent = answered({ sectionId: '9', state: 'silent', detail: 'timeout' })
    const facts = { units: [next, old], owned: [unwanted('old', 10)], reports: [answered(), silent] }
    expect(plan(facts).actions).toEqual(['next promote', 'old evict'])
  })
})

describe('a pool that others filled', () => {
  const full = { ...roomFor(0), freeBytes: 12 * GB }

  it('peer 41: takes nothing more, and what of ours is worth least goes, although nothing comes', () => {
    const units = [listed('old'), wanted('saved', 10, saved), wanted('near', 10), wanted('new', 1)]
    const owned = [there('near', 10), there('saved', 10), unwanted('old', 5)]
    const { actions, reason } = plan({ units, owned, pool: full })
    expect(actions).toEqual(['near keep', 'new promote', 'old keep', 'saved evict'])
    expect(reason('saved')).toEqual({ code: 'pool-too-full', freeBytes: 12 * GB, floorBytes: 20 * GB })
    const nothingComes = plan({ units: units.slice(0, 3), owned, pool: full })
    expect(nothingComes.actions).toEqual(['near keep', 'old keep', 'saved evict'])
  })

  it('peer 41: of budget and floor the tightest holds and is named', () => {
    const both = { ...roomFor(5), ownedBytes: 96 * GB, budgetBytes: 100 * GB }
    expect(plan({ units: [next], pool: both }).reason('next')).toMatchObject({
      code: 'over-budget',
      missingBytes: 6 * GB
    })
    const tighter = { ...both, freeBytes: 21 * GB }
    expect(plan({ units: [next], pool: tighter }).reason('next')).toMatchObject({
      code: 'pool-would-fall-below-floor',
      missingBytes: 9 * GB
    })
  })

  it('sends home what it can where that is not enough, but nothing that is pinned or came a moment ago', () => {
    const units = [listed('old'), wanted('pinned', 10, { kind: 'pin' }), wanted('fresh', 10)]
    const owned = [there('pinned', 10), there('fresh', 10, now - hour), unwanted('old', 1)]
    expect(plan({ units, owned, pool: full }).actions).toEqual(['fresh keep', 'old evict', 'pinned keep'])
  })

  it('does not empty the pool because of a floor above the whole pool', () => {
    const pool = { ...full, floorBytes: 9000 * GB }
    expect(plan({ units: [listed('old')], owned: [unwanted('old', 1)], pool }).actions).toEqual(['old keep'])
  })

  it('does not send anything home while nothing may come, because its numbers may be those of another disk', () => {
    const promoteBlock = { code: 'root-not-ready', root: '/mnt/cache', detail: 'gone' } as const
    const facts = { units: [listed('old')], owned: [unwanted('old', 9)], pool: full, promoteBlock }
    expect(plan(facts).actions).toEqual(['old keep'])
  })

  it('holds a budget that became smaller', () => {
    const pool = { ...roomFor(500), ownedBytes: 30 * GB, budgetBytes: 25 * GB }
    const units = [wanted('near', 20), wanted('saved', 10, saved)]
    const { actions, reason } = plan({ units, owned: [there('near', 20), there('saved', 10)], pool })
    expect(actions).toEqual(['near keep', 'saved evict'])
    expect(reason('saved')).toEqual({ code: 'budget-exceeded', ownedBytes: 30 * GB, budgetBytes: 25 * GB })
  })
})

describe('a row of episodes', () => {
  const row = (name: string, distance: number, sizeGb: number) => wanted(name, sizeGb, { distance, chain: 'e0' })

  it('waits for the earlier one that has no room, also where a later one would fit', () => {
    const units = [row('e0', 0, 10), row('e1', 1, 30), row('e2', 2, 5)]
    const { actions, reason } = plan({ units, pool: roomFor(20) })
    expect(actions).toEqual(['e0 promote', 'e1 leave', 'e2 leave'])
    expect(reason('e2')).toEqual({ code: 'behind-earlier', person: 'Ada', earlier: 'e1' })
  })

  it('does not wait where somebody else wants the later one, in another row or on a list', () => {
    const ben = want('e2', { person: 'Ben', chain: 'e2', reason: { code: 'on-deck', person: 'Ben' } })
    const shared = { ...row('e2', 2, 5), wants: [want('e2', { distance: 2, chain: 'e0' }), ben] }
    expect(plan({ units: [row('e1', 1, 30), shared], pool: roomFor(20) }).actions).toEqual(['e1 leave', 'e2 promote'])
  })

  it('does not wait for one that will never fit, nor for one that is left for another reason', () => {
    expect(plan({ units: [row('e1', 1, 2000), row('e2', 2, 5)], pool: roomFor(20) }).actions).toEqual([
      'e1 leave',
      'e2 promote'
    ])
    const trashed = { ...row('e1', 1, 1), trashed: true }
    expect(plan({ units: [trashed, row('e2', 2, 5)], pool: roomFor(20) }).actions).toEqual(['e1 leave', 'e2 promote'])
  })

  it('does not hold up others', () => {
    const units = [row('e1', 1, 30), wanted('film', 5, { distance: 4 })]
    expect(plan({ units, pool: roomFor(20) }).actions).toEqual(['e1 leave', 'film promote'])
  })
})

describe('a single title', () => {
  it('is left when it is larger than MAX_ITEM_SIZE_GB, in GB or as a share of the pool', () => {
    const pool = roomFor(500)
    const { reason } = plan({ units: [next], pool }, { mostItem: 9.9 })
    expect(reason('next')).toEqual({ code: 'larger-than-allowed', sizeBytes: 10 * GB, limitBytes: 9_900_000_000 })
    expect(plan({ units: [next], pool }, { mostItem: 10 }).actions).toEqual(['next promote'])
    expect(plan({ units: [next], pool }, { mostItem: '0.9%' }).actions).toEqual(['next leave'])
    expect(plan({ units: [next], pool }, { mostItem: '1%' }).actions).toEqual(['next promote'])
  })

  it('that is there in part needs only the rest of its room', () => {
    const owned = [anOwned({ name: 'next', state: 'partial', sizeBytes: 7 * GB })]
    const { actions, made } = plan({ units: [next], owned, pool: roomFor(3) })
    expect(actions).toEqual(['next promote'])
    expect(made.steps[0]?.sizeBytes).toBe(3 * GB)
    expect(made.decisions[0]?.sizeBytes).toBe(10 * GB)
  })

  it('that is there in part goes home for something better, and is not completed in the same plan', () => {
    const part = wanted('part', 9, { kind: 'trending' })
    const owned = [anOwned({ name: 'part', state: 'partial', sizeBytes: 6 * GB })]
    expect(plan({ units: [next, part], owned, pool: roomFor(4) }).actions).toEqual(['next promote', 'part evict'])
  })
})
