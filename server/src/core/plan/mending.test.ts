/** What the planner does about copies that changed or vanished, and about orphans: each with its reason, and nothing without proof. */
import { describe, expect, it } from 'vitest'
import type { CopyState } from '#core/model/copies.ts'
import { poolPath } from '#core/model/place.ts'
import type { OwnedFile, OwnedUnit } from '#core/model/unit.ts'
import type { OrphanCause } from '#core/move/orphan.ts'
import { anOwned, aUnit, aWant, aWorld, day, now, somePlanSettings } from '#test/builders/world.ts'
import { makePlan } from './make-plan.ts'
import type { PlanSettings } from './rule.ts'

const unionKeep = { presentation: 'union', original: 'keep' } as const
const path = poolPath('/mnt/cache/tv/a.mkv')
const wanted = aUnit({ name: 'a', wants: [aWant({ ratingKey: 'a' })] })

const planOf = (
  facts: Parameters<typeof aWorld>[0],
  settings: Partial<PlanSettings> = {}
): ReturnType<typeof makePlan> => makePlan(aWorld(facts), { ...somePlanSettings, ...settings })

const copies = (state: CopyState, changedAt: number | undefined = now - day) =>
  new Map([[path, { path, state, changedAt }]])

describe('a copy on the pool that is not as it was left', () => {
  const owned = [anOwned({ name: 'a', mode: unionKeep })]

  it('is written back once it has rested, although the film is wanted', () => {
    const plan = planOf({ units: [wanted], owned, copies: copies('changed') })
    expect(plan.steps).toMatchObject([
      { kind: 'mend', files: [owned[0]?.id], because: [{ code: 'copy-changed', path }] }
    ])
    expect(plan.decisions[0]).toMatchObject({
      action: 'keep',
      because: [{ code: 'copy-changed' }, { code: 'on-deck' }]
    })
  })

  it.each([
    ['it has not rested', { copies: copies('changed', now - 60_000) }],
    [
      'somebody plays it',
      { sessions: { known: true, sessions: [{ ratingKey: 'a', person: 'Eve', state: 'playing' }] } }
    ],
    ['nobody can say who plays', { sessions: { known: false, detail: 'no answer' } }],
    ['a disk is missing', { evictBlock: { code: 'root-not-ready', root: '/mnt/disk1', detail: 'gone.' } }],
    ['its name holds no file', { copies: copies('odd') }]
  ] as const)('stays when %s', (_why, facts) => {
    const world = { units: [wanted], owned, copies: copies('changed'), ...facts }
    expect(planOf(world as Parameters<typeof aWorld>[0]).steps).toEqual([])
  })

  it.each(['backup', 'remove'] as const)('waits for its way home where the original is not kept (%s)', (original) => {
    const linked = [anOwned({ name: 'a', mode: { presentation: 'symlink', original } })]
    expect(planOf({ units: [wanted], owned: linked, copies: copies('changed') }).steps).toEqual([])
    expect(planOf({ units: [wanted], owned: linked, copies: copies('gone', undefined) }).steps).toMatchObject([
      { kind: 'mend', because: [{ code: 'copy-gone' }] }
    ])
  })
})

const anOrphan = (cause: OrphanCause, facts: Partial<OwnedUnit> = {}, ageDays = 40): OwnedUnit => {
  const plain = anOwned({ name: 'a', ...facts })
  const files = plain.files.map(
    (file): OwnedFile => ({ ...file, orphan: { cause, why: cause, since: now - ageDays * day } })
  )
  return { ...plain, state: 'orphan', files }
}

const removeAfter = { orphans: { removeAfterDays: 30, finishDeletes: false } }
const finishes = { orphans: { removeAfterDays: undefined, finishDeletes: true } }
const gone = (unit: OwnedUnit) => ({ owned: [unit], confirmedGone: new Set([unit.id]) })

describe('an orphan', () => {
  it('waits for a person by default, whatever Plex says and however old it is', () => {
    for (const cause of ['original-deleted', 'original-replaced', 'copy-deleted', 'lost', 'rotten'] as const) {
      expect(planOf(gone(anOrphan(cause))).steps).toEqual([])
    }
  })

  it('is cleared after its days when the owner wants it and Plex has confirmed', () => {
    const plan = planOf(gone(anOrphan('original-deleted')), removeAfter)
    expect(plan.steps).toMatchObject([{ kind: 'resolve', how: 'finish-delete', because: [{ code: 'confirmed-gone' }] }])
    expect(planOf(gone(anOrphan('original-replaced')), removeAfter).steps).toMatchObject([{ how: 'remove-leftovers' }])
  })

  it('is not cleared before its days, nor without the word of Plex', () => {
    expect(planOf(gone(anOrphan('original-deleted', {}, 29)), removeAfter).steps).toEqual([])
    expect(planOf({ owned: [anOrphan('original-deleted')] }, removeAfter).steps).toEqual([])
  })

  it.each(['lost', 'rotten', 'copy-changed', 'name-taken', 'unknown'] as const)('is never cleared when %s', (cause) => {
    expect(planOf(gone(anOrphan(cause)), { orphans: { removeAfterDays: 1, finishDeletes: true } }).steps).toEqual([])
  })

  it('with a kept original is finished only by FINISH_DELETES, and only when Plex has confirmed', () => {
    const deleted = anOrphan('copy-deleted', { mode: unionKeep }, 0)
    expect(planOf(gone(deleted), removeAfter).steps).toEqual([])
    expect(planOf({ owned: [deleted] }, finishes).steps).toEqual([])
    expect(planOf(gone(deleted), finishes).steps).toMatchObject([{ kind: 'resolve', how: 'finish-delete' }])
  })

  it('names the command, also while it is wanted', () => {
    const plan = planOf({ units: [wanted], owned: [anOrphan('original-deleted')] })
    expect(plan.decisions[0]?.because).toMatchObject([
      { code: 'needs-a-person', detail: expect.stringContaining('pcu orphans') },
      {}
    ])
  })
})

describe('a file that Plex no longer lists', () => {
  it('goes home after its time when Plex lists another file for the same title', () => {
    const owned = [anOwned({ name: 'a' })]
    const replaced = new Map([[anOwned({ name: 'a' }).id, '/mnt/user/tv/a 1080p.mkv']])
    expect(planOf({ owned, replaced }).steps).toMatchObject([
      { kind: 'evict', because: [{ code: 'replaced-in-library' }] }
    ])
    expect(planOf({ owned }).steps).toEqual([])
  })
})
