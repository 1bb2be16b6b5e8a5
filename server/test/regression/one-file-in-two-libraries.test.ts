import { describe, expect, it } from 'vitest'
import { arrayPath, plexPath } from '#core/model/place.ts'
import type { Sessions, SourceReport } from '#core/model/want.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import { resolve } from '#core/resolve/resolve.ts'
import {
  aLayout,
  aLibrary,
  aMovie,
  anOwned,
  answered,
  aWorld,
  day,
  GB,
  now,
  somePlanSettings
} from '#test/builders/world.ts'

const layout = aLayout({
  arrayRoots: [arrayPath('/mnt/user')],
  situation: 'elsewhere',
  mode: { presentation: 'symlink', original: 'backup' }
})
const pathMap = createPathMap(layout, [{ plex: '/media', share: '/mnt/user' }])

const versions = [{ optimized: false, parts: [{ file: plexPath('/media/tv/film.mkv'), sizeBytes: GB }] }]
const seen = { versions, viewCount: 1, lastViewedAt: now - 5 * day }
/** The same file, listed by a second library that was made after the file had come to the pool. */
const library = aLibrary([
  aMovie({ ratingKey: '10', sectionId: '1', ...seen }),
  aMovie({ ratingKey: '20', sectionId: '2', ...seen })
])
const owned = [anOwned({ name: 'film', ratingKeys: ['10'], sectionId: '1' })]

const plan = (facts: { reports?: readonly SourceReport[]; sessions?: Sessions }) => {
  const reports = [answered({ sectionId: '1' }), answered({ sectionId: '2' })]
  const snapshot = aWorld({ owned, reports, ...facts })
  return makePlan(resolve(snapshot, { wants: [], library, pathMap }), somePlanSettings)
}

describe('a file that two libraries list', () => {
  it('goes home when both have spoken, and the last question names both of its items', () => {
    const [step] = plan({}).steps
    expect(step?.kind).toBe('evict')
    expect(step?.unit.ratingKeys.toSorted()).toEqual(['10', '20'])
  })

  it('stays while the other library is silent', () => {
    const reports = [answered({ sectionId: '1' }), answered({ sectionId: '2', state: 'silent', detail: 'timeout' })]
    expect(plan({ reports }).decisions[0]).toMatchObject({ action: 'keep', because: [{ code: 'source-silent' }] })
  })

  it('stays while nobody spoke for the other library', () => {
    const reports = [answered({ sectionId: '1' })]
    expect(plan({ reports }).decisions[0]).toMatchObject({ action: 'keep', because: [{ code: 'source-silent' }] })
  })

  it('stays while somebody plays it from the other library', () => {
    const sessions: Sessions = { known: true, sessions: [{ ratingKey: '20', person: 'Robin', state: 'playing' }] }
    expect(plan({ sessions }).decisions[0]).toMatchObject({ action: 'keep', because: [{ code: 'playing' }] })
  })

  it('stays when it was not watched and the other library answers with an empty list', () => {
    const unseen = aLibrary([
      aMovie({ ratingKey: '10', sectionId: '1', versions }),
      aMovie({ ratingKey: '20', sectionId: '2', versions })
    ])
    const reports = [answered({ sectionId: '1' }), answered({ sectionId: '2', state: 'empty' })]
    const world = resolve(aWorld({ owned, reports }), { wants: [], library: unseen, pathMap })
    const made = makePlan(world, somePlanSettings)
    expect(made.decisions[0]).toMatchObject({ action: 'keep', because: [{ code: 'empty-answer' }] })
  })
})
