/** What is said and done about a unit that Plex lists under another name: it is followed, unless it cannot be, and an orphan of it is never cleared away. */
import { describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { OwnedUnit, Successor } from '#core/model/unit.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { anOwned, aUnit, aWant, aWorld, day, now, somePlanSettings } from '#test/builders/world.ts'

const link = { presentation: 'symlink', original: 'remove' } as const
const owned = (orphan?: 'renamed' | 'original-deleted'): OwnedUnit => {
  const unit = anOwned({ name: 'a', mode: link, ...(orphan === undefined ? {} : { state: 'orphan' as const }) })
  const note = orphan === undefined ? {} : { orphan: { cause: orphan, why: 'so', since: now - 99 * day } }
  return { ...unit, files: unit.files.map((file) => ({ ...file, ...note })) }
}
const newName = sharePath('/mnt/user/tv/b.mkv')
const successor = (sizeBytes = owned().files[0]?.sizeBytes ?? 0): Successor => ({
  files: [{ sharePath: newName, sizeBytes }]
})
const settings = { ...somePlanSettings, orphans: { removeAfterDays: 30, finishDeletes: true } }

const planOf = (unit: OwnedUnit, how: 'surely' | 'perhaps', found = successor()) => {
  const map = new Map([[unit.id, found]])
  const world = aWorld({ units: [aUnit({ name: 'b', wants: [aWant({ ratingKey: 'b' })] })], owned: [unit] })
  return makePlan(
    {
      ...world,
      confirmedGone: new Set([unit.id]),
      ...(how === 'surely' ? { successors: map } : { maybeRenamed: map })
    },
    settings
  )
}

describe('a unit that Plex lists under another name', () => {
  it.each(['surely', 'perhaps'] as const)('is followed (%s), and its new name is not judged beside it', (how) => {
    const { steps, decisions } = planOf(owned(), how)
    expect(steps).toMatchObject([{ kind: 'mend', renamed: how, successor: { files: [{ sharePath: newName }] } }])
    expect(decisions.map(({ action, because }) => [action, because[0].code])).toEqual([['keep', 'renamed-in-library']])
  })

  it('is an upgrade where the sizes differ', () => {
    expect(planOf(owned(), 'surely', successor(1)).steps).toMatchObject([
      { kind: 'evict', because: [{ code: 'superseded' }] },
      { kind: 'promote' }
    ])
  })

  it.each(['surely', 'perhaps'] as const)(
    'is followed also when it was noticed before that its old name is gone (%s): what is left is never cleared away by age',
    (how) => {
      expect(planOf(owned('original-deleted'), how).steps).toMatchObject([{ kind: 'mend', renamed: how }])
    }
  )

  it('waits for a person where the last look found that it cannot be followed', () => {
    expect(planOf(owned('renamed'), 'perhaps').steps.filter(({ kind }) => kind !== 'promote')).toEqual([])
  })
})
