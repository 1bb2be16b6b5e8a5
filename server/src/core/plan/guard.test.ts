import { describe, expect, it } from 'vitest'
import type { Plan } from '#core/model/plan.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { anOwned, aUnit, aWant, aWorld, day, GB, hour, now, somePlanSettings } from '#test/builders/world.ts'
import { alwaysAllowed, guardReturns } from './guard.ts'
import { makePlan } from './make-plan.ts'

const many = (count: number, facts: Partial<OwnedUnit> = {}): readonly OwnedUnit[] =>
  Array.from({ length: count }, (_, n) => {
    const name = `${facts.title ?? 'old'}${n}`
    return anOwned({ ...facts, name, title: name, rowId: n })
  })

/** Nobody has wanted them for nine days. */
const going = (count: number) => many(count)
/** Wanted a moment ago. */
const staying = (count: number) => many(count, { title: 'new', lastWantedAt: now })

/** A world whose library lists what is on the pool. */
const aFullWorld = (facts: Parameters<typeof aWorld>[0] & { readonly owned: readonly OwnedUnit[] }): World =>
  aWorld({ ...facts, units: [...facts.owned.map(({ title }) => aUnit({ name: title })), ...(facts.units ?? [])] })

const guarded = (world: World, percent = 30): Plan =>
  guardReturns((seen) => makePlan(seen, somePlanSettings), percent)(world)
const kinds = ({ steps }: Plan): readonly string[] => steps.map(({ kind }) => kind)

describe('the change guard', () => {
  it('lets go what is no more than the set part of the pool, to the byte', () => {
    const world = aFullWorld({ owned: [...going(12), ...staying(28)] })
    expect(kinds(guarded(world, 30))).toHaveLength(12)
    expect(guarded(world, 30).heldReturns).toBeUndefined()
    expect(kinds(guarded(world, 29))).toEqual([])
  })

  it('holds every return beyond it, with the numbers, and names what would have gone', () => {
    const plan = guarded(aFullWorld({ owned: [...going(12), ...staying(4)] }))
    const reason = { code: 'too-many-returns', units: 12, bytes: 12 * GB, percent: 75, limitPercent: 30 }
    expect(plan.steps).toEqual([])
    expect(plan.heldReturns).toMatchObject({ reason, titles: going(12).map(({ title }) => title) })
    expect(plan.decisions.filter(({ because }) => because[0].code === 'too-many-returns')).toHaveLength(12)
    expect(plan.decisions[0]).toMatchObject({
      action: 'keep',
      because: [reason],
      refusals: [{ rule: 'not-too-many-at-once' }]
    })
  })

  it('counts bytes, not titles: a few large ones among many small ones are held', () => {
    const large = going(alwaysAllowed + 1).map((unit) => ({ ...unit, sizeBytes: 50 * GB }))
    expect(kinds(guarded(aFullWorld({ owned: [...large, ...staying(100)] })))).toEqual([])
    const small = going(alwaysAllowed + 1).map((unit) => ({ ...unit, sizeBytes: GB / 100 }))
    expect(kinds(guarded(aFullWorld({ owned: [...small, ...staying(4)] })))).toHaveLength(alwaysAllowed + 1)
  })

  it('is not tripped by one of two films, nor by any few titles of a small pool', () => {
    expect(kinds(guarded(aFullWorld({ owned: [...going(1), ...staying(1)] })))).toEqual(['evict'])
    expect(kinds(guarded(aFullWorld({ owned: going(alwaysAllowed) })))).toHaveLength(alwaysAllowed)
    expect(kinds(guarded(aFullWorld({ owned: going(alwaysAllowed + 1) })))).toEqual([])
  })

  it('is off at 0, and at 100 holds nothing either', () => {
    for (const percent of [0, 100]) expect(kinds(guarded(aFullWorld({ owned: going(20) }), percent))).toHaveLength(20)
  })

  it('still brings in what fits beside all that stays, and nothing that needs their room', () => {
    const wants = (ratingKey: string, freshness: number) => [aWant({ ratingKey, freshness })]
    const units = ['b', 'c'].map((name, n) => aUnit({ name, sizeBytes: 6 * GB, wants: wants(name, now - n * day) }))
    const pool = { freeBytes: 30 * GB, floorBytes: 20 * GB, ownedBytes: 20 * GB, budgetBytes: undefined }
    const world = aFullWorld({ owned: going(20), units, pool })
    expect(kinds(guarded(world, 0)).filter((kind) => kind === 'promote')).toHaveLength(2)
    const held = guarded(world)
    expect(held.steps).toMatchObject([{ kind: 'promote', unit: { title: 'b' } }])
    expect(held.decisions.find(({ title }) => title === 'c')).toMatchObject({
      action: 'leave',
      because: [{ code: 'pool-would-fall-below-floor', freeBytes: 24 * GB }, {}]
    })
  })

  it('counts and holds what would go home to make room as well', () => {
    const large = aUnit({ name: 'large', sizeBytes: 12 * GB, wants: [aWant({ ratingKey: 'large' })] })
    const pool = { freeBytes: 20 * GB, floorBytes: 20 * GB, ownedBytes: 12 * GB, budgetBytes: undefined }
    // Nobody wants them any more, and their grace is not over: only room is a reason.
    const world = aFullWorld({ owned: many(12, { title: 'kept', lastWantedAt: now - hour }), units: [large], pool })
    expect(kinds(guarded(world, 0)).toSorted()).toEqual([...Array.from({ length: 12 }, () => 'evict'), 'promote'])
    const held = guarded(world)
    expect([held.steps, held.heldReturns?.reason.units]).toEqual([[], 12])
    expect(held.decisions.find(({ title }) => title === 'large')?.action).toBe('leave')
  })

  it('leaves those their own reason that stay for one', () => {
    const playing = { known: true, sessions: [{ ratingKey: 'old0', person: 'Ann', state: 'playing' }] } as const
    const plan = guarded(aFullWorld({ owned: going(12), sessions: playing }))
    expect(plan.heldReturns?.reason.units).toBe(11)
    expect(plan.decisions[0]?.because[0]).toMatchObject({ code: 'playing', person: 'Ann' })
  })
})
