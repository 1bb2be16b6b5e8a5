/** Each fact that a kept judgement rests on, changed by itself right after a plan: the next plan is another one, and the one of somebody who never planned before. */
import { describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { Plan } from '#core/model/plan.ts'
import type { Want } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
import { anOwned, answered, aUnit, aWant, aWorld, day, GB, hour, now, somePlanSettings } from '#test/builders/world.ts'

const listed = (name: string, facts: Partial<Want> = {}) =>
  aUnit({ name, wants: [aWant({ ratingKey: name, kind: 'watchlist', person: 'ann', ...facts })] })

const wished = listed('wished')
const there = anOwned({ name: 'there' })
const files = [{ sharePath: sharePath('/mnt/user/tv/newer.mkv'), sizeBytes: 2 * GB }]
const held = anOwned({ name: 'held', lastWantedAt: now - 2 * day + hour, promotedAt: now - 3 * day })
const deleted = anOwned({
  name: 'deleted',
  state: 'orphan',
  files: there.files.map((file) => ({
    ...file,
    sharePath: aUnit({ name: 'deleted' }).id,
    orphan: { cause: 'original-deleted', why: 'it was deleted', since: now - 9 * day }
  }))
})
const other = aUnit({ name: 'there', ratingKeys: ['listed now'] })
const wishedHere = listed('there')

/** Somebody wishes for one title, and three are on the pool: one that nobody wants, one in its grace, and an orphan. */
const base = aWorld({
  units: [wished, other, aUnit({ name: 'held' })],
  owned: [there, held, deleted],
  pool: { freeBytes: 500 * GB, totalBytes: 1000 * GB, floorBytes: 20 * GB, ownedBytes: 3 * GB, budgetBytes: undefined }
})
const settings: PlanSettings = {
  ...somePlanSettings,
  mostItem: '50%',
  orphans: { removeAfterDays: 1, finishDeletes: true }
}

const troubled = { code: 'root-not-ready', root: '/mnt/disk1', detail: 'it is away' } as const
const plays = (ratingKey: string) => ({
  sessions: { known: true as const, sessions: [{ ratingKey, person: 'ben', state: 'playing' as const }] }
})
const silent = (detail: string) => ({ sessions: { known: false as const, detail } })
const timer = {
  ...({ since: 'caching', begunAt: now, dueAt: now + hour, hours: 1 } as const),
  ...{ people: ['ben'], despite: [] }
}
const linked = { code: 'hard-linked', path: wished.id, links: 2 } as const
const refused = { rule: 'one-name', reason: linked, until: now + hour }
const failed = { rule: 'last-try-was-good', reason: troubled, until: now + hour }
const look = { unit: wished.id, lookedAt: now, files: [] }
const asked = (unit: typeof there.id) => ({
  leaveOrders: new Map([[unit, { unit, title: '', person: 'ann', at: now, untilAt: now + day }]])
})
const unlisted = { units: new Map([[wished.id, wished]]) }
const cameLater = { owned: [{ ...there, promotedAt: now + hour }] }

/** What goes by itself makes no room: something that is still in its grace must go. */
const justFull = { ...base.pool, freeBytes: 19 * GB }

interface Case {
  readonly before?: Partial<World>
  readonly after?: Partial<World>
  readonly settings?: Partial<PlanSettings>
}

const cases: { readonly [fact: string]: Case } = {
  'a look that refused it': { after: { inspections: new Map([[wished.id, { ...look, refusal: refused }]]) } },
  'a return that failed': {
    after: { inspections: new Map([[there.id, { ...look, unit: there.id, refusal: failed }]]) }
  },
  'a timer': { after: { timers: new Map([[there.id, timer]]) } },
  'a timer that sent it home': { after: { sentHome: new Map([[wished.id, { at: now, people: ['ann'] }]]) } },
  'an order to bring it home': { after: asked(held.id) },
  'an order that is over': { before: asked(held.id), after: { leaveOrders: new Map() } },
  'an order to leave it at home': { after: asked(wished.id) },
  'Plex confirms that it is gone': { after: { confirmedGone: new Set([deleted.id]) } },
  'another file of the title': { before: unlisted, after: { ...unlisted, replaced: new Map([[there.id, '/new']]) } },
  'a new name, perhaps': { after: { maybeRenamed: new Map([[there.id, { files }]]) } },
  'a newer file': { after: { successors: new Map([[there.id, { files }]]) } },
  'a play of what it came with': { after: plays('there') },
  'a play of what Plex lists it as': { after: plays('listed now') },
  'a play of what is wished': { after: plays('wished') },
  'a copy that vanished': {
    after: {
      copies: new Map(held.files.map(({ poolPath: path }) => [path, { path, state: 'gone', changedAt: undefined }]))
    }
  },
  'Plex lists it otherwise': { after: { units: new Map([[there.id, { ...other, trashed: true }]]) } },
  'somebody wishes for it': { after: { units: new Map([[there.id, wishedHere]]) } },
  'its row': { after: { owned: [{ ...there, promotedAt: now - hour }] } },
  'a source falls silent': { after: { reports: [answered({ state: 'silent', detail: 'timeout' })] } },
  'a disk': { after: { gates: new Map([['/mnt/disk1', { touch: troubled }]]) } },
  'a disk that is back': {
    before: { gates: new Map([['/mnt/disk1', { touch: troubled }]]) },
    after: { gates: new Map() }
  },
  'nothing may come': { after: { promoteBlock: troubled } },
  'nothing may go': { after: { evictBlock: troubled } },
  'too much would go': {
    after: { returnHold: { code: 'too-many-returns', units: 1, bytes: 1, percent: 1, limitPercent: 1 } }
  },
  'the mode': {
    before: { ...silent('timeout'), mode: { presentation: 'union', original: 'keep' } },
    after: { ...silent('timeout'), mode: { presentation: 'symlink', original: 'remove' } }
  },
  'the size of the pool': { after: { pool: { ...base.pool, totalBytes: GB } } },
  'room that is gone': { after: { pool: { ...base.pool, freeBytes: 10 * GB } } },
  'less room than there was too little': {
    before: { pool: { ...base.pool, freeBytes: 10 * GB } },
    after: { pool: { ...base.pool, freeBytes: 9 * GB } }
  },
  'room that is back': {
    before: { pool: { ...base.pool, freeBytes: 10 * GB } },
    after: { pool: { ...base.pool, freeBytes: 40 * GB } }
  },
  'for whom something goes': {
    before: { pool: justFull },
    after: { pool: justFull, units: new Map([...base.units, [wished.id, { ...wished, title: 'renamed' }]]) }
  },
  'no word about sessions': { after: silent('timeout') },
  'another word about sessions': { before: silent('timeout'), after: silent('refused') },
  'the settings': { settings: { returnWatched: false } },
  'the end of a grace': { after: { now: now + hour } },
  'a clock set back into a grace': { before: { now: now + hour }, after: { now } },
  'a moment of a hold that began in the future': { before: cameLater, after: { ...cameLater, now: now + 1 } },
  'a moment before that': { before: { ...cameLater, now: now + 1 }, after: { now } },
  'the future has come': { before: cameLater, after: { ...cameLater, now: now + 20 * hour } }
}

/** Every object of it is another one, so nothing that was kept is known of it. */
const planAnew = (world: World, told: PlanSettings): Plan => makePlan(structuredClone(world), structuredClone(told))

describe('a plan right after another one, when all that changed is', () => {
  it.each(Object.entries(cases))('%s', (_name, { before, after, settings: changed }) => {
    const first = makePlan({ ...base, ...before }, settings)
    const [world, told] = [
      { ...base, ...before, ...after },
      { ...settings, ...changed }
    ]
    const second = makePlan(world, told)
    expect(second).toEqual(planAnew(world, told))
    expect(second).not.toEqual(first)
  })
})

it('keeps what must be the same: the judgement of a row that is still held is the very same object', () => {
  const decisionOf = (at: number) =>
    makePlan({ ...base, now: at }, settings).decisions.find(({ title }) => title === 'held')
  const kept = decisionOf(now)
  expect(decisionOf(now + hour - 1)).toBe(kept)
  expect(decisionOf(now + hour)).not.toBe(kept)
})
