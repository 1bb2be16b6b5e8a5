/** Scenarios from the study of another product, from wishes to the plan: who is kept, who comes, and what is mistaken for something else. */
import { describe, expect, it } from 'vitest'
import type { LibraryItem } from '#core/model/library.ts'
import { arrayPath, plexPath, sharePath } from '#core/model/place.ts'
import type { Inspection } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import { resolve } from '#core/resolve/resolve.ts'
import { type DeckQuestion, onDeckWants } from '#core/wants/on-deck.ts'
import { watchlistWants } from '#core/wants/watchlist.ts'
import {
  aLayout,
  aLibrary,
  aMovie,
  anEpisode,
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

const pathMap = createPathMap(aLayout(), [{ plex: '/media', share: '/mnt/user' }])

interface Case {
  readonly items: readonly LibraryItem[]
  readonly wants: readonly Want[]
  readonly world?: Partial<World>
}

const decide = ({ items, wants, world = {} }: Case) => {
  const { units: _, ...snapshot } = aWorld({ reports: [answered({ sectionId: '*' })], ...world, units: [] })
  const seen = resolve({ ...snapshot, ...world }, { wants, library: aLibrary(items), pathMap })
  return makePlan(seen, settings)
}
const titles = (made: ReturnType<typeof decide>, action: string): readonly string[] =>
  made.decisions.filter((decision) => decision.action === action).map(({ title }) => title)

const count = (n: number): string => String(n).padStart(2, '0')
const show = (showTitle: string, seasons: readonly number[]): readonly LibraryItem[] =>
  seasons.flatMap((episodes, at) =>
    Array.from({ length: episodes }, (_, n) => {
      const ratingKey = `${showTitle} ${at + 1}x${count(n + 1)}`
      const facts = { season: at + 1, episode: n + 1, title: '', showKey: showTitle, showTitle }
      return anEpisode({ ratingKey, ...facts })
    })
  )

const deck = (
  [person, ratingKey]: readonly [string, string],
  items: readonly LibraryItem[],
  facts: Partial<DeckQuestion> = {}
) =>
  onDeckWants(
    {
      entries: [{ ratingKey, viewOffsetMs: 0, lastViewedAt: now - hour }],
      person,
      source: 'on deck of Series',
      now,
      ahead: { episodes: 5, minutes: 0 },
      hasSeen: () => false,
      daysToMonitor: 99,
      ...facts
    },
    aLibrary(items)
  )

const fullUpTo = (gb: number) => ({
  pool: { freeBytes: (20 + gb) * GB, floorBytes: 20 * GB, ownedBytes: 0, budgetBytes: undefined }
})

describe('who is who', () => {
  it('peer 28: "Monk" is not "12 Monkeys", on deck and on a watchlist', () => {
    const items = [...show('Monk', [3]), ...show('12 Monkeys', [3])]
    const made = decide({ items, wants: deck(['Ada', 'Monk 1x01'], items, { ahead: { episodes: 0, minutes: 0 } }) })
    expect(titles(made, 'promote')).toEqual(['Monk S01E01'])
    const library = { ...aLibrary(items), itemsByGuid: (key: string) => (key === 'tvdb:show:78490' ? ['Monk'] : []) }
    const title = { type: 'show', title: '12 Monkeys', year: 2015, keys: ['tvdb:show:78490'] } as const
    const listed = { titles: [title], person: 'Ada', source: 'w', now, episodes: 1, hasSeen: () => false }
    expect(watchlistWants(listed, library).map(({ ratingKey }) => ratingKey)).toEqual(['Monk 1x01'])
  })

  it('peer 28: folders without a year, and titles written the other way round, are known by their ids and paths', () => {
    const at = (ratingKey: string, file: string, title: string) =>
      aMovie({ ratingKey, title, year: 2015, versions: [{ optimized: false, parts: [{ file: plexPath(file) }] }] })
    const items = [
      at('1', '/media/films/Title, The (2015)/a.mkv', 'The Title'),
      at('2', '/media/films/Title/b.mkv', 'Title'),
      at('3', '/media/films/The Title/c.mkv', 'The Title')
    ]
    const made = decide({ items, wants: [aWant({ ratingKey: '1', kind: 'watchlist' })] })
    expect(made.decisions.map(({ unit, action }) => [unit, action])).toEqual([
      ['/mnt/user/films/Title, The (2015)/a.mkv', 'promote']
    ])
  })
})

describe('what is kept for whom', () => {
  const items = show('S', [30])

  it('peer 29: two people at different places of one show: their windows are kept, what lies between goes home', () => {
    const wants = [...deck(['Ada', 'S 1x01'], items), ...deck(['Ben', 'S 1x20'], items)]
    const owned = items.map(({ ratingKey }) => anOwned({ name: ratingKey }))
    const made = decide({ items, wants, world: { owned } })
    const window = [1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24, 25].map((n) => `S S01E${count(n)}`)
    expect(titles(made, 'keep')).toEqual(window)
    expect(titles(made, 'evict')).toHaveLength(18)
  })

  it('peer 30: the row goes on into the next season in order; where two fit, the two earliest come, without a gap', () => {
    const seasons = [
      ...show('S', [10, 5]),
      anEpisode({ ratingKey: 'special', season: 0, showKey: 'S', showTitle: 'S' })
    ]
    const wants = deck(['Ada', 'S 1x09'], seasons)
    const row = ['S01E09', 'S01E10', 'S02E01', 'S02E02', 'S02E03', 'S02E04'].map((name) => `S ${name}`)
    expect(titles(decide({ items: seasons, wants }), 'promote')).toEqual(row)
    const short = decide({ items: seasons, wants: wants.toReversed(), world: fullUpTo(2) })
    expect(titles(short, 'promote')).toEqual(row.slice(0, 2))
    expect(titles(short, 'leave')).toEqual(row.slice(2))
  })

  it('peer 30: a small later episode does not slip past a large earlier one', () => {
    const [first, second, third] = show('S', [3])
    const sized = (item: LibraryItem | undefined, gb: number): LibraryItem[] =>
      item === undefined
        ? []
        : [
            {
              ...item,
              versions: [
                { optimized: false, parts: [{ file: plexPath(`/media/tv/${item.ratingKey}.mkv`), sizeBytes: gb * GB }] }
              ]
            }
          ]
    const row = [...sized(first, 2), ...sized(second, 9), ...sized(third, 1)]
    const made = decide({ items: row, wants: deck(['Ada', 'S 1x01'], row), world: fullUpTo(6) })
    expect(titles(made, 'promote')).toEqual(['S S01E01'])
    expect(made.decisions.find(({ title }) => title === 'S S01E03')?.because[0]).toEqual({
      code: 'behind-earlier',
      person: 'Ada',
      earlier: 'S S01E02'
    })
  })

  it('peer 38: subtitles share the fate of their video, in one decision and one step', () => {
    const items = [aMovie({ ratingKey: 'm' })]
    const id = sharePath('/mnt/user/films/m.mkv')
    const file = (name: string, role: 'video' | 'sidecar', sizeBytes: number) => {
      const facts = { arrayRoot: arrayPath('/mnt/disk1'), role, sizeBytes, allocatedBytes: sizeBytes }
      return { path: sharePath(`/mnt/user/films/${name}`), ...facts, links: 1, changedAt: 0 }
    }
    const files = [
      file('m.mkv', 'video', 3 * GB),
      file('m.en.srt', 'sidecar', 1),
      file('m.forced.de.srt', 'sidecar', 1)
    ]
    const look: Inspection = { unit: id, lookedAt: now, files }
    const facts = { items, wants: [aWant({ ratingKey: 'm' })] }
    const made = decide({ ...facts, world: { inspections: new Map([[id, look]]) } })
    expect(made.decisions).toMatchObject([{ action: 'promote', files: 3, sizeBytes: 3 * GB + 2 }])
    expect(made.steps).toMatchObject([{ kind: 'promote', inspection: { files } }])
    const short = decide({ ...facts, world: { ...fullUpTo(3), inspections: new Map([[id, look]]) } })
    expect(short.decisions).toMatchObject([{ action: 'leave', files: 3 }])
    expect(short.steps).toEqual([])
  })
})

describe('how long it is kept', () => {
  const retention = { ...settings, graceHours: 0, holdHours: 12 }
  const unit = aUnit({ name: 'a' })
  const since = (hoursAgo: number) => [anOwned({ name: 'a', promotedAt: now - hoursAgo * hour, lastWantedAt: now })]

  it('peer 42: what was saved eight days ago comes like anything else while there is room', () => {
    const wants = [aWant({ ratingKey: 'm', kind: 'watchlist', freshness: now - 8 * day })]
    expect(titles(decide({ items: [aMovie({ ratingKey: 'm' })], wants }), 'promote')).toEqual(['Film m (1999)'])
  })

  it('peer 43: what left the deck two hours after it came stays ten hours more', () => {
    const [decision] = makePlan(aWorld({ units: [unit], owned: since(2) }), retention).decisions
    expect(decision).toMatchObject({
      action: 'keep',
      because: [{ code: 'came-recently', promotedAt: now - 2 * hour, untilAt: now + 10 * hour, holdHours: 12 }]
    })
    expect(makePlan(aWorld({ units: [unit], owned: since(12) }), retention).decisions[0]?.action).toBe('evict')
  })

  it('peer 43: what was watched meanwhile does not wait for that', () => {
    const watched = { ...unit, watchedAt: now - hour }
    expect(makePlan(aWorld({ units: [watched], owned: since(2) }), retention).decisions[0]?.action).toBe('evict')
  })

  it('peer 43: an entry of the deck expires for one person, and the file stays until it has for every one', () => {
    const items = show('S', [3])
    const owned = [anOwned({ name: 'S 1x01' })]
    const seenAgo = (person: string, days: number) => {
      const entries = [{ ratingKey: 'S 1x01', viewOffsetMs: 1, lastViewedAt: now - days * day }]
      return deck([person, 'S 1x01'], items, { entries, daysToMonitor: 30, ahead: { episodes: 0, minutes: 0 } })
    }
    const after = (ada: number, ben: number) =>
      decide({ items, wants: [...seenAgo('Ada', ada), ...seenAgo('Ben', ben)], world: { owned } }).decisions[0]
    expect(after(31, 29)).toMatchObject({ action: 'keep', because: [{ code: 'on-deck', person: 'Ben' }] })
    expect(after(31, 31)).toMatchObject({ action: 'evict' })
  })

  it('what stood on watchlists alone stays for their grace, and anything else for the longer one', () => {
    const left = (lastWantedBy: readonly Want['kind'][], hoursAgo: number) => {
      const owned = [anOwned({ name: 'a', lastWantedBy, lastWantedAt: now - hoursAgo * hour })]
      return makePlan(aWorld({ units: [unit], owned }), settings).decisions[0]
    }
    expect(left(['watchlist'], 5)).toMatchObject({
      because: [{ code: 'wanted-recently', graceHours: 6, by: 'watchlist', untilAt: now + hour }]
    })
    expect(left(['watchlist'], 6)).toMatchObject({
      action: 'evict',
      because: [{ code: 'no-longer-wanted', graceHours: 6, by: 'watchlist' }]
    })
    expect(left(['watchlist', 'on-deck'], 47)).toMatchObject({ because: [{ code: 'wanted-recently', graceHours: 48 }] })
    expect(left(['trending'], 47)?.action).toBe('keep')
  })
})
