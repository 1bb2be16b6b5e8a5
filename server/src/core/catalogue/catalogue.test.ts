/** The catalogue as pure columns and marks: searching, narrowing, counting, ordering, windows; against a reference that goes through all rows for each question. */
import { type LibraryQuery, libraryOrders, libraryQuerySchema, libraryStates } from '@pcu/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LibraryItem } from '#core/model/library.ts'
import { plexPath } from '#core/model/place.ts'
import { aLibrary, aMovie, anEpisode, anOwned, aWant, GB, now } from '#test/builders/world.ts'
import { type Columns, growColumns, withUnlisted } from './columns.ts'
import { type Known, type Mark, marksOf, unmarked } from './marks.ts'
import { ordersOf, windowOf } from './order.ts'
import { tellRow } from './row.ts'
import { sift } from './sift.ts'

const columnsOf = (items: readonly LibraryItem[]): Columns => {
  const growing = growColumns()
  for (const item of items) growing.add(item)
  return growing.done()
}

const asked = (query: Partial<Record<keyof LibraryQuery, unknown>> = {}): LibraryQuery =>
  libraryQuerySchema.parse(query)

const nothing = {
  ...{ owned: [], decisions: [], wants: [], keysOf: () => [], unplaced: new Set<string>() },
  ...{ pinned: new Map(), moving: new Set<string>(), playing: new Map() }
}

const keysFor = (columns: Columns, marks: readonly (Mark | undefined)[], query: LibraryQuery): readonly string[] => {
  const { passes } = sift(columns, marks, query)
  return windowOf(ordersOf(columns, marks)(query.order), passes, query).map((row) => columns.keys[row] ?? '')
}

const films = [
  aMovie({ ratingKey: '10', title: 'Amélie', year: 2001, addedAt: 30 }),
  aMovie({ ratingKey: '11', title: 'Fargo', year: 1996, addedAt: 10 }),
  aMovie({ ratingKey: '12', title: 'Part 10', year: 1999 }),
  aMovie({ ratingKey: '13', title: 'Part 9', year: 1999, addedAt: 20 }),
  anEpisode({ ratingKey: '20', showTitle: 'The Expanse', season: 2, episode: 3, title: 'Static' }),
  anEpisode({ ratingKey: '21', showTitle: 'The Expanse', season: 2, episode: 10, title: 'Cascade' }),
  anEpisode({ ratingKey: '22', showTitle: 'The Expanse', season: 0, episode: 1, title: 'Extra' })
]

describe('searching', () => {
  const columns = columnsOf(films)
  it.each([
    ['amelie', ['10']],
    ['AMÉL', ['10']],
    ['part', ['13', '12']],
    ['1999', ['13', '12']],
    ['expanse s02e03', ['20']],
    ['expanse s2', ['20', '21']],
    ['cascade expanse', ['21']],
    ['argo', ['11']],
    ['ar', []],
    ['key:11', ['11']],
    ['key:4711', []],
    ['%', []],
    ["' OR 1=1 --", []]
  ])('%s', (text, expected) => {
    expect(keysFor(columns, [], asked({ text }))).toEqual(expected)
  })

  it('finds everything for nothing but blanks', () => {
    expect(keysFor(columns, [], asked({ text: '   ' }))).toHaveLength(films.length)
  })
})

describe('ordering', () => {
  const columns = columnsOf(films)
  it('by title has numbers as people count, seasons in watching order, specials last', () => {
    expect(keysFor(columns, [], asked())).toEqual(['10', '11', '13', '12', '20', '21', '22'])
  })

  it('turned around leaves at the end what has nothing to be ordered by', () => {
    expect(keysFor(columns, [], asked({ order: 'added' })).slice(0, 3)).toEqual(['10', '13', '11'])
    const turned = keysFor(columns, [], asked({ order: 'added', reversed: 'yes' }))
    expect(turned.slice(0, 3)).toEqual(['11', '13', '10'])
    expect(new Set(turned.slice(3))).toEqual(new Set(['12', '20', '21', '22']))
  })
})

const marked = (facts: Partial<Known> & Pick<Known, 'columns'>) => marksOf({ ...nothing, ...facts })

describe('marks', () => {
  const columns = columnsOf([aMovie({ ratingKey: 'a' }), aMovie({ ratingKey: 'b' }), aMovie({ ratingKey: 'c' })])
  const leave = { unit: 'x', action: 'leave', rank: undefined, because: [{ code: 'in-trash' }] } as const

  it('say what of the pool is ours, and what somebody else changed', () => {
    const owned = [anOwned({ name: 'a', promotedAt: now }), anOwned({ name: 'b', state: 'orphan' })]
    const marks = marked({ columns, owned })
    expect(marks.map((mark) => mark?.state)).toEqual(['cached', 'strange', undefined])
    expect(marks[0]).toMatchObject({ cachedSince: now, because: { code: 'on-deck' } })
  })

  it('say what comes, what has no place, and what is on its way, each above what lies there', () => {
    const marks = marked({
      columns,
      decisions: [
        { ...leave, unit: 'unit a', action: 'promote', rank: 2 },
        { ...leave, unit: '/elsewhere/b' },
        { ...leave, unit: 'unit c', action: 'promote', rank: 1 }
      ],
      keysOf: (unit) => [unit.at(-1) ?? ''],
      unplaced: new Set(['/elsewhere/b']),
      moving: new Set(['unit c'])
    })
    expect(marks.map((mark) => [mark?.state, mark?.rank])).toEqual([
      ['waiting', 2],
      ['strange', undefined],
      ['moving', 1]
    ])
  })

  it('of several versions have the best place and its reason', () => {
    const marks = marked({
      columns,
      decisions: [
        { ...leave, unit: 'v1 a', rank: 7 },
        { ...leave, unit: 'v2 a', rank: 3, because: [{ code: 'run-stopped' }] },
        { ...leave, unit: 'v3 a', because: [{ code: 'return-switched-off' }] }
      ],
      keysOf: (unit) => [unit.at(-1) ?? '']
    })
    expect(marks[0]).toMatchObject({ rank: 3, because: { code: 'run-stopped' } })
  })

  it('name each person once, and forget those who have no name', () => {
    const wants = ['Mia', 'Theo', 'Mia', ''].map((person) => aWant({ ratingKey: 'a', person }))
    expect(marked({ columns, wants })[0]?.people).toEqual(['Mia', 'Theo'])
  })
})

describe('a row', () => {
  it('of what Plex does not list any more has the name of the ledger, and comes last', () => {
    const gone = { ratingKey: '99', sectionId: '1', title: 'Gone', sizeBytes: 7 }
    const columns = withUnlisted(columnsOf(films), [gone])
    const owned = [anOwned({ name: '99', title: 'Gone', sizeBytes: 7 })]
    const marks = marked({ columns, owned })
    for (const order of libraryOrders) expect(keysFor(columns, [], asked({ order })).at(-1)).toBe('99')
    const row = tellRow(7, {
      columns,
      marks,
      library: aLibrary(films),
      unlisted: new Map([['99', gone]]),
      timeZone: 'UTC'
    })
    expect(row).toMatchObject({ key: '99', title: 'Gone', isListed: false, sizeBytes: 7, state: 'cached' })
    expect(keysFor(columns, marks, asked({ text: 'gone' }))).toEqual(['99'])
  })

  it('adds up all versions but the optimised ones, and knows no size when Plex tells none', () => {
    const part = (sizeBytes: number | undefined) => ({ file: plexPath('/media/a.mkv'), sizeBytes })
    const [one, two] = [
      aMovie({
        ratingKey: '1',
        versions: [
          { optimized: false, parts: [part(GB), part(GB)] },
          { optimized: true, parts: [part(GB)] }
        ]
      }),
      aMovie({ ratingKey: '2', versions: [{ optimized: false, parts: [part(undefined)] }] })
    ]
    expect([...columnsOf([one, two]).sizes]).toEqual([2 * GB, -1])
  })
})

const people = ['Mia', 'Theo', '__proto__', 'Zoë']
const anyMark = fc.record({
  state: fc.constantFrom(...libraryStates),
  rank: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  cachedSince: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  because: fc.constantFrom(undefined, { code: 'in-trash' } as const, { code: 'run-stopped' } as const),
  people: fc.uniqueArray(fc.constantFrom(...people)),
  pins: fc.constantFrom([], [{ id: 1, kind: 'movie' } as const]),
  playedBy: fc.constant([])
})
const anyRow = fc.record({
  mark: fc.option(anyMark, { nil: undefined }),
  film: fc.boolean(),
  title: fc.constantFrom('Alpha', 'Bèta', 'Gamma 2', 'alpha gamma'),
  sectionId: fc.constantFrom('1', '2')
})
const anyQuery = fc.record(
  {
    text: fc.constantFrom('', 'alpha', 'beta gam', 'gam'),
    state: fc.constantFrom(...libraryStates),
    kind: fc.constantFrom('movie', 'episode'),
    section: fc.constantFrom('1', '2', '3'),
    person: fc.constantFrom(...people),
    reason: fc.constantFrom('in-trash', 'run-stopped'),
    pinned: fc.constantFrom('yes', 'no'),
    order: fc.constantFrom(...libraryOrders),
    reversed: fc.constantFrom('yes', 'no'),
    offset: fc.integer({ min: 0, max: 30 }),
    limit: fc.integer({ min: 1, max: 30 })
  },
  { requiredKeys: [] }
)

const names = ['state', 'kind', 'section', 'person', 'reason', 'pinned'] as const
type Name = (typeof names)[number]

/** What a row has of each facet, said once more in the plainest way. */
const plainly = (item: LibraryItem, mark: Mark = unmarked): { readonly [name in Name]: readonly string[] } => ({
  state: [mark.state],
  kind: [item.type],
  section: [item.sectionId],
  person: mark.people,
  reason: mark.because === undefined ? [] : [mark.because.code],
  pinned: [mark.pins.length > 0 ? 'yes' : 'no']
})

type Plain = ReturnType<typeof plainly>

const fits = (row: Plain, query: LibraryQuery, but?: Name): boolean =>
  names.every((name) => name === but || query[name] === undefined || row[name].includes(query[name]))

const counted = (rows: readonly Plain[], name: Name): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const value of rows.flatMap((row) => row[name])) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

describe('narrowing', () => {
  it('leaves and counts what a look at every row leaves and counts', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), anyQuery, (rows, given) => {
        const items = rows.map(({ film, title, sectionId }, n) =>
          (film ? aMovie : anEpisode)({ ratingKey: String(n), title, sectionId })
        )
        const columns = columnsOf(items)
        const marks = rows.map(({ mark }) => mark)
        const query = asked(given)
        const textual = new Set(keysFor(columns, [], asked({ text: query.text })))
        const found = items.flatMap((item, n) =>
          textual.has(item.ratingKey) ? [{ key: item.ratingKey, row: plainly(item, marks[n]) }] : []
        )
        const left = found.filter(({ row }) => fits(row, query)).map(({ key }) => key)
        const { total, facets } = sift(columns, marks, query)
        expect(total).toBe(left.length)
        for (const name of names) {
          const others = found.filter(({ row }) => fits(row, query, name)).map(({ row }) => row)
          expect(new Map(Object.entries(facets[name]))).toEqual(counted(others, name))
        }
        const whole = keysFor(columns, marks, { ...query, offset: 0, limit: 1000 })
        expect(whole.toSorted()).toEqual(left.toSorted())
        expect(keysFor(columns, marks, query)).toEqual(whole.slice(query.offset, query.offset + query.limit))
      })
    )
  })
})
