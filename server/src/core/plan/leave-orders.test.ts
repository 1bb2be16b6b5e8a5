/** Orders to leave a title on the array: what they are stronger than, what is stronger than they are, and when they end. */
import { describe, expect, it } from 'vitest'
import type { World } from '#core/model/world.ts'
import type { LeaveOrder } from '#core/orders/leave-order.ts'
import { anOwned, answered, aUnit, aWant, aWorld, day, hour, now, somePlanSettings } from '#test/builders/world.ts'
import { heedOrders } from './leave-orders.ts'
import { makePlan } from './make-plan.ts'

const wanted = (kind: 'on-deck' | 'pin' = 'on-deck') =>
  aUnit({ name: 'film', wants: [aWant({ ratingKey: 'film', kind, person: 'ann' })] })
const there = anOwned({ name: 'film', promotedAt: now - hour, lastWantedAt: now })
const order: LeaveOrder = { unit: there.id, title: 'film', person: 'Ada', at: now - hour, untilAt: now + day }

const planned = (facts: Partial<World> = {}, orders: readonly LeaveOrder[] = [order], settings = somePlanSettings) => {
  const world = { ...aWorld({ units: [wanted()], owned: [there] }), ...facts }
  const { decisions, steps } = makePlan(heedOrders(world, orders), settings)
  return [decisions.map(({ action, because }) => [action, because[0].code]), steps.map(({ kind }) => kind)]
}
const goesHome = [[['evict', 'asked-home']], ['evict']]
const stays = (code: string) => [[['keep', code]], []]
const isAt = (unit = wanted()): Partial<World> => ({ owned: [], units: new Map([[unit.id, unit]]) })

describe('an order to leave a title on the array', () => {
  it('is stronger than wishes, graces, holds, timers, and that nothing goes home by itself', () => {
    expect(planned()).toEqual(goesHome)
    expect(planned({}, [order], { ...somePlanSettings, returnWatched: false, graceHours: 99, holdHours: 99 })).toEqual(
      goesHome
    )
    const timer = { since: 'caching', begunAt: now, dueAt: now + hour, hours: 1, people: [], despite: [] } as const
    expect(planned({ timers: new Map([[there.id, timer]]) })).toEqual(goesHome)
    expect(planned({ reports: [answered(), answered({ from: 'cloud', state: 'silent', detail: 'x' })] })).toEqual(
      goesHome
    )
  })

  it.each<readonly [string, Partial<World>, string]>([
    [
      'somebody who plays it',
      { sessions: { known: true, sessions: [{ ratingKey: 'film', person: 'ben', state: 'playing' }] } },
      'playing'
    ],
    ['silence about who plays', { sessions: { known: false, detail: 'timeout' } }, 'sessions-unknown'],
    [
      'a root in trouble',
      { evictBlock: { code: 'root-not-ready', root: '/mnt/pool', detail: 'away' } },
      'root-not-ready'
    ],
    [
      'a silent server, as it may hold a pin',
      { reports: [answered({ state: 'silent', detail: 'x' })] },
      'source-silent'
    ],
    ['a file that Plex does not list', { units: new Map() }, 'not-in-library'],
    [
      'an orphan',
      {
        owned: [
          {
            ...there,
            state: 'orphan',
            files: there.files.map((file) => ({ ...file, orphan: { cause: 'original-deleted', why: 'x', since: 1 } }))
          }
        ]
      },
      'needs-a-person'
    ]
  ])('is not stronger than %s', (_what, facts, code) => {
    expect(planned(facts)).toEqual(stays(code))
  })

  it('is over with its end, under a clock that was set far back, and as long as somebody pins the title', () => {
    const kept = stays('on-deck')
    expect(planned({}, [{ ...order, untilAt: now }])).toEqual(kept)
    expect(planned({}, [{ ...order, at: now + 9 * day, untilAt: now + 10 * day }])).toEqual(kept)
    expect(planned({ units: new Map([[there.id, wanted('pin')]]) })[1]).toEqual([])
    expect(planned(isAt(wanted('pin')))[1]).toEqual(['promote'])
  })

  it('leaves at home what is there, with the reason, and nothing else', () => {
    expect(planned(isAt())).toEqual([[['leave', 'asked-home-lately']], []])
    expect(planned(isAt(), [])[1]).toEqual(['promote'])
    expect(planned(isAt(), [{ ...order, unit: aUnit({ name: 'other' }).id }])[1]).toEqual(['promote'])
  })

  it('counts in the very next plan, when it is given as when it is taken back', () => {
    for (const orders of [[], [order], [], [order]]) {
      expect(planned({}, orders)).toEqual(orders.length === 0 ? stays('on-deck') : goesHome)
    }
  })
})
