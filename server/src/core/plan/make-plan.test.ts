import { describe, expect, it } from 'vitest'
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

const decide = (world: Parameters<typeof makePlan>[0], changed = settings) => {
  const plan = makePlan(world, changed)
  return { plan, byTitle: new Map(plan.decisions.map((decision) => [decision.title, decision])) }
}

describe('a wanted unit', () => {
  it('comes to the pool with the wish as its reason', () => {
    const { plan } = decide(aWorld({ units: [aUnit({ name: 'a', wants: [aWant({ ratingKey: 'a' })] })] }))
    expect(plan.steps).toHaveLength(1)
    expect(plan.decisions[0]).toMatchObject({
      action: 'promote',
      because: [{ code: 'on-deck' }],
      from: '/mnt/user/tv/a.mkv',
      to: '/mnt/cache/tv/a.mkv'
    })
  })

  it('is left on the array when the pool would fall below its floor, with the numbers', () => {
    const units = [aUnit({ name: 'a', sizeBytes: 42 * GB, wants: [aWant({ ratingKey: 'a' })] })]
    const pool = { freeBytes: 61 * GB, floorBytes: 20 * GB, ownedBytes: 0, budgetBytes: undefined }
    const { plan } = decide(aWorld({ units, pool }))
    expect(plan.steps).toEqual([])
    expect(plan.decisions[0]?.because[0]).toEqual({
      code: 'pool-would-fall-below-floor',
      needBytes: 42 * GB,
      freeBytes: 61 * GB,
      floorBytes: 20 * GB,
      missingBytes: GB,
      never: false
    })
  })

  it('is left on the array when the budget is taken', () => {
    const units = [aUnit({ name: 'a', sizeBytes: 5 * GB, wants: [aWant({ ratingKey: 'a' })] })]
    const pool = { freeBytes: 900 * GB, floorBytes: 20 * GB, ownedBytes: 96 * GB, budgetBytes: 100 * GB }
    expect(decide(aWorld({ units, pool })).plan.decisions[0]?.because[0]).toMatchObject({
      code: 'over-budget',
      ownedBytes: 96 * GB
    })
  })

  it('gives way to a nearer one: of six episodes in room for two, the two earliest come, without a gap', () => {
    const units = [3, 1, 5, 0, 4, 2].map((distance) =>
      aUnit({ name: `e${distance}`, sizeBytes: 10 * GB, wants: [aWant({ ratingKey: `e${distance}`, distance })] })
    )
    const pool = { freeBytes: 40 * GB, floorBytes: 20 * GB, ownedBytes: 0, budgetBytes: undefined }
    const { plan } = decide(aWorld({ units, pool }))
    expect(plan.steps.map((step) => step.unit.title)).toEqual(['e0', 'e1'])
  })

  it('may use the room of what goes home first', () => {
    const units = [
      aUnit({ name: 'old', watchedAt: now - 9 * day }),
      aUnit({ name: 'new', sizeBytes: 2 * GB, wants: [aWant({ ratingKey: 'new' })] })
    ]
    const owned = [anOwned({ name: 'old', sizeBytes: 3 * GB })]
    const pool = { freeBytes: 20 * GB, floorBytes: 20 * GB, ownedBytes: 3 * GB, budgetBytes: undefined }
    expect(decide(aWorld({ units, owned, pool })).plan.steps.map((step) => step.kind)).toEqual(['evict', 'promote'])
  })

  it('is left while somebody plays it, in every mode that changes the original', () => {
    const units = [aUnit({ name: 'a', wants: [aWant({ ratingKey: 'a' })] })]
    const sessions = {
      known: true,
      sessions: [{ ratingKey: 'a', person: 'Robin', state: 'playing' as const }]
    } as const
    expect(decide(aWorld({ units, sessions })).plan.decisions[0]?.because[0]).toEqual({
      code: 'playing-now',
      person: 'Robin'
    })
    const keep = { presentation: 'union', original: 'keep' } as const
    expect(decide(aWorld({ units, sessions, mode: keep })).plan.decisions[0]?.action).toBe('promote')
  })

  it('repeats the last look while it is good, and asks again when it is not', () => {
    const unit = aUnit({ name: 'a', wants: [aWant({ ratingKey: 'a' })] })
    const look = (until: number) =>
      new Map([
        [
          unit.id,
          {
            unit: unit.id,
            lookedAt: now - day,
            files: [],
            refusal: { rule: 'one-name', reason: { code: 'hard-linked', path: 'p', links: 2 }, until }
          }
        ]
      ] as const)
    expect(decide(aWorld({ units: [unit], inspections: look(now + 1) })).plan.decisions[0]?.because[0]).toMatchObject({
      code: 'hard-linked'
    })
    expect(decide(aWorld({ units: [unit], inspections: look(now) })).plan.steps[0]).toMatchObject({
      kind: 'promote',
      inspection: undefined
    })
  })

  it('is looked at afresh when HARD_LINKS is another than when it was left', () => {
    const unit = aUnit({ name: 'a', wants: [aWant({ ratingKey: 'a' })] })
    const { id } = unit
    const reason = { code: 'hard-linked', path: 'p', links: 2, policy: 'skip' } as const
    const look = { unit: id, lookedAt: now - day, files: [], refusal: { rule: 'one-name', reason, until: now + day } }
    const actions = (['skip', 'move'] as const).map((hardLinks) => {
      const shared = { hardLinks, folderArtwork: 'leave' } as const
      return decide(aWorld({ units: [unit], inspections: new Map([[id, look]]), shared })).plan.decisions[0]?.action
    })
    expect(actions).toEqual(['leave', 'promote'])
  })

  it('is left in the trash and while a root is not ready', () => {
    const units = [aUnit({ name: 'a', trashed: true, wants: [aWant({ ratingKey: 'a' })] })]
    const promoteBlock = { code: 'root-not-ready', root: '/mnt/cache', detail: 'it is not mounted.' } as const
    expect(decide(aWorld({ units, promoteBlock })).plan.decisions[0]?.refusals.map((refusal) => refusal.rule)).toEqual([
      'roots-are-ready',
      'not-in-trash'
    ])
  })

  it('is completed when only a part of it is on the pool, and has one decision', () => {
    const units = [aUnit({ name: 'a', wants: [aWant({ ratingKey: 'a' })] })]
    const { plan } = decide(aWorld({ units, owned: [anOwned({ name: 'a', state: 'partial' })] }))
    expect(plan.decisions.map((decision) => decision.action)).toEqual(['promote'])
  })
})

describe('a unit on the pool', () => {
  const watched = aUnit({ name: 'a', watchedAt: now - 3 * day })

  it('stays while anybody wants it, watched or not', () => {
    const units = [{ ...watched, wants: [aWant({ ratingKey: 'a', distance: 3 })] }]
    expect(decide(aWorld({ units, owned: [anOwned({ name: 'a' })] })).byTitle.get('a')?.action).toBe('keep')
  })

  it('goes home once it was watched longer ago than WATCHED_CACHE_EXPIRY', () => {
    const { plan } = decide(aWorld({ units: [watched], owned: [anOwned({ name: 'a' })] }))
    expect(plan.decisions[0]).toMatchObject({
      action: 'evict',
      because: [{ code: 'watched', viewedAt: now - 3 * day, graceHours: 48 }]
    })
  })

  it('stays for WATCHED_CACHE_EXPIRY after it was watched', () => {
    const units = [aUnit({ name: 'a', watchedAt: now - 47 * hour })]
    const { plan } = decide(aWorld({ units, owned: [anOwned({ name: 'a' })] }))
    expect(plan.decisions[0]).toMatchObject({
      action: 'keep',
      because: [{ code: 'watched-recently', untilAt: now + hour }]
    })
  })

  it('goes home when nobody has wanted it for that time although nobody finished it', () => {
    const { plan } = decide(aWorld({ units: [aUnit({ name: 'a' })], owned: [anOwned({ name: 'a' })] }))
    expect(plan.decisions[0]).toMatchObject({ action: 'evict', because: [{ code: 'no-longer-wanted' }] })
  })

  const staying: readonly [string, Partial<Parameters<typeof aWorld>[0]>, string][] = [
    ['its section did not answer', { reports: [answered({ state: 'silent', detail: 'timeout' })] }, 'source-silent'],
    ['no source spoke for its section', { reports: [answered({ sectionId: '7' })] }, 'source-silent'],
    ['nobody can say what is being played', { sessions: { known: false, detail: 'timeout' } }, 'sessions-unknown'],
    [
      'somebody plays it',
      { sessions: { known: true, sessions: [{ ratingKey: 'a', person: 'Robin', state: 'paused' }] } },
      'playing'
    ],
    [
      'a root is not ready',
      { evictBlock: { code: 'root-not-ready', root: '/mnt/user', detail: 'gone' } },
      'root-not-ready'
    ],
    ['it is an orphan', { owned: [anOwned({ name: 'a', state: 'orphan' })] }, 'needs-a-person'],
    ['Plex no longer lists it', { units: [] }, 'not-in-library']
  ]
  it.each(staying)('stays when %s', (_why, facts, code) => {
    const { plan } = decide(aWorld({ units: [watched], owned: [anOwned({ name: 'a' })], ...facts }))
    expect(plan.steps).toEqual([])
    expect(plan.decisions[0]?.because[0]).toMatchObject({ code })
  })

  it('stays on an empty answer unless it was watched', () => {
    const reports = [answered({ state: 'empty' })]
    const owned = [anOwned({ name: 'a' })]
    expect(
      decide(aWorld({ units: [aUnit({ name: 'a' })], owned, reports })).plan.decisions[0]?.because[0]
    ).toMatchObject({ code: 'empty-answer' })
    expect(decide(aWorld({ units: [watched], owned, reports })).plan.decisions[0]?.action).toBe('evict')
  })

  it('stays when WATCHED_MOVE is off', () => {
    const world = aWorld({ units: [watched], owned: [anOwned({ name: 'a' })] })
    expect(decide(world, { ...settings, returnWatched: false }).plan.decisions[0]?.because[0]).toEqual({
      code: 'return-switched-off'
    })
  })
})
