/** Made-up libraries: rows, what is told of a title, pins; and the answers about them. */
import {
  type LibraryRow,
  libraryQuerySchema,
  type Pin,
  paths,
  pinOrderSchema,
  routes,
  type Why,
  type WhyUnit,
  worded
} from '@pcu/contract'
import { aDecision, GB, HOUR, MEDIA, MINUTE, POOL } from './builders.ts'
import { hostileTitles, hostileWorld, idleWorld, type World } from './worlds.ts'

/** A film on the array that nobody wants. */
const aLibraryRow = (at: number, given: Partial<LibraryRow> = {}): LibraryRow => ({
  key: String(at),
  posterKey: String(at),
  kind: 'movie',
  title: `Title ${at}`,
  year: 2000 + (at % 26),
  show: null,
  showKey: null,
  season: null,
  episode: null,
  sectionId: '1',
  section: 'Films',
  sizeBytes: (2 + (at % 9)) * GB,
  state: 'array',
  people: [],
  because: null,
  rank: null,
  pins: [],
  playedBy: [],
  lastWatchedAt: null,
  addedAt: Date.now() - at * HOUR,
  cachedSince: null,
  isListed: true,
  ...given
})

const cachedRow = (at: number, given: Partial<LibraryRow> = {}): LibraryRow =>
  aLibraryRow(at, {
    state: 'cached',
    people: ['Robin', 'Theo'],
    because: worded({ code: 'on-deck', person: 'Robin', resumeAtPercent: 41 }),
    rank: at,
    cachedSince: Date.now() - at * MINUTE,
    ...given
  })

const anEpisode = (at: number, given: Partial<LibraryRow> = {}): LibraryRow =>
  aLibraryRow(at, {
    kind: 'episode',
    title: `Part ${at}`,
    show: 'Harbour Lights',
    showKey: '900',
    posterKey: '900',
    season: 2,
    episode: at,
    sectionId: '2',
    section: 'Series',
    ...given
  })

/** One of everything that a row can be. */
export const someRows = (): readonly LibraryRow[] => [
  cachedRow(1, { title: 'Quiet Rivers', year: 2014, playedBy: ['Theo'] }),
  cachedRow(2, { title: 'Northern Wind', year: null, state: 'partly', pins: [{ id: 7, kind: 'movie' }] }),
  anEpisode(3, { state: 'moving', people: ['Robin'], rank: 3 }),
  anEpisode(4, { state: 'waiting', people: ['Robin', 'Theo', 'Mia', 'Ines', 'Noah'], pins: [{ id: 8, kind: 'show' }] }),
  aLibraryRow(5, {
    title: 'Forgotten Shore',
    state: 'strange',
    isListed: false,
    because: worded({ code: 'not-in-library', path: `${MEDIA}/films/Forgotten Shore.mkv` })
  }),
  ...Array.from({ length: 40 }, (_, at) => aLibraryRow(at + 6, at === 0 ? { sizeBytes: null } : {}))
]

/** A library of ordinary size. */
export const libraryWorld = (): World => ({
  ...idleWorld(),
  library: someRows(),
  pins: [aPin(7, { ratingKey: '2', title: 'Northern Wind' }), aPin(8, { kind: 'show', ratingKey: '900' })]
})

/** Ten thousand films, each hundredth on the pool. */
export const wideLibraryWorld = (): World => ({
  ...idleWorld(),
  library: Array.from({ length: 10_000 }, (_, at) => (at % 100 === 0 ? cachedRow(at + 1) : aLibraryRow(at + 1)))
})

/** Hostile titles in every word of every row, and of what is told of it. */
export const hostileLibraryWorld = (): World => ({
  ...hostileWorld(),
  library: hostileTitles.map((title, at) =>
    cachedRow(at + 1, {
      title,
      section: title,
      sectionId: title.slice(0, 50),
      people: [title, title],
      playedBy: [title],
      because: worded({ code: 'on-deck', person: title })
    })
  ),
  why: hostileWhy(hostileTitles.join('\n'))
})

/** A pin. */
const aPin = (id: number, given: Partial<Pin> = {}): Pin => ({
  id,
  kind: 'movie',
  ratingKey: String(id),
  season: null,
  file: null,
  title: 'Harbour Lights',
  by: 'administrator',
  at: Date.now() - HOUR,
  state: 'found',
  sentence: 'Held.',
  titles: 1,
  sizeBytes: GB,
  cached: 0,
  ...given
})

/** A version of a title on the pool, with something in every part. */
const aWhyUnit = (given: Partial<WhyUnit> = {}): WhyUnit => {
  const unit = `${MEDIA}/films/Quiet Rivers (2014)/Quiet Rivers (2014).mkv`
  const onDeck = worded({ code: 'on-deck', person: 'Robin', resumeAtPercent: 41 })
  const tooLarge = worded({ code: 'larger-than-allowed', sizeBytes: 42 * GB, limitBytes: 40 * GB })
  return {
    unit,
    plexFile: '/media/films/Quiet Rivers (2014).mkv',
    title: 'Quiet Rivers (2014)',
    section: 'Films',
    state: 'cached',
    cachedSince: Date.now() - 5 * HOUR,
    sentence: 'On the pool since 09:12. On deck for Robin, to be resumed at 41 %.',
    files: [
      {
        path: unit,
        role: 'video',
        sizeBytes: 6 * GB,
        tier: 'pool',
        place: unit.replace(MEDIA, POOL),
        lookedAt: Date.now() - 5 * HOUR
      },
      {
        path: unit.replace('.mkv', '.srt'),
        role: 'sidecar',
        sizeBytes: 90_000,
        tier: 'array',
        place: null,
        lookedAt: null
      }
    ],
    decision: aDecision(3),
    ifPinned: null,
    wouldDisplace: ['Northern Wind (2011)'],
    wants: [{ kind: 'on-deck', person: 'Robin', source: 'Deck', because: onDeck, distance: 0, freshness: 0 }],
    near: [
      { person: 'Theo', at: 'Harbour Lights S02E01', ahead: -2, hasOwnReach: false, sentence: 'Theo is past it.' }
    ],
    verdicts: [
      { rule: 'fits-on-pool', about: 'coming', passes: true, sentence: 'Its 6 GB fit.', because: null },
      {
        rule: 'size-within-limit',
        about: 'coming',
        passes: false,
        sentence: tooLarge.sentence,
        because: tooLarge
      },
      { rule: 'not-wanted', about: 'leaving', passes: false, sentence: 'Robin wants it.', because: null }
    ],
    limits: { needBytes: 6 * GB, freeBytes: 420 * GB, floorBytes: 100 * GB, ownedBytes: 66 * GB, budgetBytes: null },
    changes: [
      { kind: 'setting', setting: 'MAX_ITEM_SIZE_GB', value: '42', untilAt: null, sentence: 'Raise it to 42 GB.' },
      { kind: 'pin', setting: null, value: null, untilAt: null, sentence: 'Pin it.' }
    ],
    timeline: [
      {
        at: Date.now() - 5 * HOUR,
        what: 'promoted',
        sentence: 'Came to the pool.',
        run: 41,
        bytes: 6 * GB,
        tookMs: 60_000
      },
      {
        at: Date.now() - 6 * HOUR,
        what: 'played',
        sentence: 'Robin played it.',
        run: null,
        bytes: null,
        tookMs: null
      }
    ],
    ...given
  }
}

/** A film in two versions of which one alone is pinned. */
export const versionsWorld = (): World => {
  const file = '/media/films/Quiet Rivers (2014) 4K.mkv'
  return {
    ...libraryWorld(),
    why: aWhy({ units: [aWhyUnit(), aWhyUnit({ unit: `${MEDIA}/4K.mkv`, plexFile: file, state: 'not-cached' })] }),
    pins: [aPin(9, { kind: 'version', ratingKey: '1', file, by: 'Mia' })]
  }
}

type WhyTitle = Extract<Why, { kind: 'title' }>

/** What is told of a title with one version. */
const aWhy = (given: Partial<WhyTitle> = {}): WhyTitle => ({
  kind: 'title',
  title: 'Quiet Rivers (2014)',
  target: { ratingKey: '1', showKey: null, season: null, posterKey: '1' },
  others: 0,
  units: [aWhyUnit()],
  asOf: Date.now() - HOUR,
  run: 41,
  wanted: 12,
  notes: [],
  ...given
})

const hostileWhy = (text: string): Why =>
  aWhy({
    title: text,
    notes: [text],
    units: [
      aWhyUnit({
        title: text,
        sentence: text,
        wouldDisplace: [text],
        wants: [
          {
            kind: 'on-deck',
            person: text,
            source: text,
            because: worded({ code: 'on-deck', person: text }),
            distance: 0,
            freshness: 0
          }
        ],
        files: [{ path: text, role: 'video', sizeBytes: null, tier: 'array', place: text, lookedAt: null }]
      })
    ]
  })

const counts = (values: readonly string[]): Record<string, number> => {
  const all: Record<string, number> = {}
  for (const value of values) all[value] = (all[value] ?? 0) + 1
  return all
}

type Filter = ReturnType<typeof libraryQuerySchema.parse>
type Facet = 'state' | 'kind' | 'section' | 'person' | 'reason' | 'pinned'

const fits: Readonly<Record<Facet, (row: LibraryRow, value: string) => boolean>> = {
  state: ({ state }, value) => state === value,
  kind: ({ kind }, value) => kind === value,
  section: ({ sectionId }, value) => sectionId === value,
  person: ({ people }, value) => people.includes(value),
  reason: ({ because }, value) => because?.reason.code === value,
  pinned: ({ pins }, value) => pins.length > 0 === (value === 'yes')
}

const narrowedTo = (rows: readonly LibraryRow[], filter: Filter): readonly LibraryRow[] => {
  const words = filter.text.toLowerCase().split(' ').filter(Boolean)
  const text = (row: LibraryRow) => `${row.show ?? ''} ${row.title}`.toLowerCase()
  const facets = ['state', 'kind', 'section', 'person', 'reason', 'pinned'] as const
  return rows
    .filter((row) => words.every((word) => text(row).split(' ').includes(word)))
    .filter((row) => facets.every((facet) => filter[facet] === undefined || fits[facet](row, filter[facet])))
}

const ordered = (rows: readonly LibraryRow[], { order, reversed }: Filter): readonly LibraryRow[] => {
  const bySize = order === 'size' ? rows.toSorted((one, other) => (other.sizeBytes ?? 0) - (one.sizeBytes ?? 0)) : rows
  return reversed === 'yes' ? bySize.toReversed() : bySize
}

const page = (world: World, query: URLSearchParams) => {
  const filter = libraryQuerySchema.parse(Object.fromEntries(query))
  const all = world.library ?? []
  const rows = ordered(narrowedTo(all, filter), filter)
  const without = (facet: Facet) => narrowedTo(all, { ...filter, [facet]: undefined })
  return {
    rows: rows.slice(filter.offset, filter.offset + filter.limit),
    total: rows.length,
    bytes: rows.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
    of: 1,
    facets: {
      state: counts(without('state').map(({ state }) => state)),
      kind: counts(without('kind').map(({ kind }) => kind)),
      section: counts(without('section').map(({ sectionId }) => sectionId)),
      person: counts(without('person').flatMap(({ people }) => [...new Set(people)])),
      reason: counts(without('reason').flatMap(({ because }) => because?.reason.code ?? [])),
      pinned: counts(without('pinned').map(({ pins }) => (pins.length > 0 ? 'yes' : 'no')))
    },
    sections: [...new Map(all.map(({ sectionId, section }) => [sectionId, { sectionId, title: section }])).values()],
    readAt: Date.now() - 20 * MINUTE,
    unread: [],
    trouble: null,
    ...world.libraryFacts
  }
}

/** What is told about titles; undefined for what is none of these questions. */
export const libraryAnswerOf = (world: World, path: string, query: URLSearchParams): unknown => {
  if (path === paths.library) return routes.library.answer.parse(page(world, query))
  if (path === paths.why) return routes.why.answer.parse(world.why ?? aWhy())
  return path === paths.pins ? routes.pins.answer.parse({ pins: world.pins ?? [] }) : undefined
}

const pinsOn = (world: World, ratingKey: string, pins: LibraryRow['pins']): World => ({
  ...world,
  library: (world.library ?? []).map((row) => (row.key === ratingKey ? { ...row, pins } : row))
})

/** The world after an order about pins, with the answer; undefined for what is none. */
export const pinOrderOf = (
  world: World,
  path: string,
  body: string
): { readonly world: World; readonly answer: unknown } | undefined => {
  const { pins = [] } = world
  if (path === paths.pin) {
    const { ratingKey = '', file, season } = pinOrderSchema.parse(JSON.parse(body))
    const whole = season === undefined ? 'movie' : 'season'
    const kind = file === undefined ? whole : 'version'
    const pin = aPin(50, { kind, ratingKey, file: file ?? null, season: season ?? null })
    const sentence = 'Pinned; the next run brings it.'
    const answer = routes.pin.answer.parse({ accepted: true, sentence, warning: null, pin, choices: [] })
    return { world: { ...pinsOn(world, ratingKey, [{ id: 50, kind }]), pins: [...pins, pin] }, answer }
  }
  const id = path.startsWith(`${paths.pins}/`) ? Number(path.slice(paths.pins.length + 1)) : undefined
  const pin = pins.find((one) => one.id === id)
  if (pin === undefined) return undefined
  const answer = routes.unpin.answer.parse({ accepted: true, sentence: 'The pin is gone.' })
  return { world: { ...pinsOn(world, pin.ratingKey, []), pins: pins.filter((one) => one !== pin) }, answer }
}
