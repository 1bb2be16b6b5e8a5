/** Law of what stays known between two plans: the plan is the same as one that is made from nothing. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import { indexOf } from '#core/model/library-index.ts'
import { plexPath, sharePath } from '#core/model/place.ts'
import { type Shelf, stockShelf, withSeen } from '#core/model/shelf.ts'
import type { Want } from '#core/model/want.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import {
  aLayout,
  anEpisode,
  anOwned,
  answered,
  aWant,
  aWorld,
  GB,
  hour,
  now,
  somePlanSettings as settings
} from '#test/builders/world.ts'
import { createPathMap, type PathMap } from './path-map.ts'
import { resolve } from './resolve.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)
const rules = {
  here: [{ plex: '/media', share: '/mnt/user' }],
  elsewhere: [{ plex: '/media/tv', share: '/mnt/user/b' }]
}

const item = fc
  .record({
    /** Several may hold one file. */
    file: fc.integer({ min: 0, max: 5 }),
    second: fc.option(fc.integer({ min: 6, max: 8 }), { nil: undefined }),
    trashed: fc.boolean(),
    optimized: fc.boolean()
  })
  .map(({ file, second, trashed, optimized }) => (ratingKey: string): LibraryItem => {
    const version = (n: number) => ({ parts: [{ file: plexPath(`/media/tv/${n}.mkv`), sizeBytes: GB }] })
    const more = second === undefined ? [] : [{ ...version(second), optimized }]
    return anEpisode({ ratingKey, trashed, versions: [{ ...version(file), optimized: false }, ...more] })
  })

/** What happens between two plans: somebody sees something, wishes change, files come and go, paths are set anew. */
const event = fc.record({
  kind: fc.constantFrom('seen', 'seen', 'wants', 'wants', 'library', 'paths', 'none'),
  seen: fc.integer({ min: 0, max: 5 }),
  wants: fc.array(fc.record({ key: fc.integer({ min: 0, max: 6 }), distance: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 5
  }),
  items: fc.array(item, { minLength: 1, maxLength: 6 }),
  isHere: fc.boolean()
})

/** The same library for somebody who is told nothing of how it was before. */
const forgetful = (library: LibraryIndex): LibraryIndex => {
  const { shape: _shape, rowOf: _rowOf, ...rest } = library
  return rest
}

const stock = (makers: readonly ((key: string) => LibraryItem)[]): Shelf =>
  stockShelf(
    { sectionId: '2', title: 'Series', type: 'show', locations: [] },
    makers.map((make, n) => packItem(make(`k${n}`))),
    createGuidTable()
  )

interface State {
  readonly shelf: Shelf
  readonly wants: readonly Want[]
  readonly pathMap: PathMap
}
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never

const becomes: { readonly [kind in Event['kind']]: (state: State, event: Event) => Partial<State> } = {
  seen: ({ shelf }, { seen }) => ({
    shelf: withSeen(shelf, [{ ratingKey: `k${seen}`, viewCount: 1, lastViewedAt: now - seen * hour, viewOffsetMs: 0 }])
  }),
  wants: (_, { wants }) => ({ wants: wants.map(({ key, distance }) => aWant({ ratingKey: `k${key}`, distance })) }),
  library: (_, { items }) => ({ shelf: stock(items) }),
  paths: (_, { isHere }) => ({ pathMap: createPathMap(aLayout(), isHere ? rules.here : rules.elsewhere) }),
  none: () => ({})
}

const owned = [0, 3].map((n) =>
  anOwned({ name: `${n}`, id: sharePath(`/mnt/user/tv/${n}.mkv`), ratingKeys: [`k${n}`] })
)

it(`a plan from what is known equals a plan from nothing, whatever happened between (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 2, maxLength: 8 }), (events) => {
      const wants = [aWant({ ratingKey: 'k0' })]
      let state: State = { shelf: stock(events[0]?.items ?? []), wants, pathMap: createPathMap(aLayout(), rules.here) }
      for (const one of events) {
        state = { ...state, ...becomes[one.kind](state, one) }
        const { units: _units, ...snapshot } = aWorld({ owned, reports: [answered()] })
        const library = indexOf([state.shelf])
        const known = resolve(snapshot, { ...state, library })
        const anew = resolve(snapshot, { ...state, library: forgetful(library) })
        expect(known).toEqual(anew)
        expect(makePlan(known, settings)).toEqual(makePlan(anew, settings))
      }
    }),
    { seed, numRuns: 200 }
  )
})
