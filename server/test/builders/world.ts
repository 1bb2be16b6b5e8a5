/** Builders for made-up worlds: only the fact that matters is named, the rest is plain. */
import type { StorageLayout } from '#core/model/layout.ts'
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import { arrayPath, plexPath, poolPath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit, Unit } from '#core/model/unit.ts'
import type { SourceReport, Want } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import type { PlanSettings } from '#core/plan/rule.ts'

export const GB = 1_000_000_000
export const hour = 3_600_000
export const day = 24 * hour
/** The builders' present: 2026-11-22T12:00Z. */
export const now = Date.UTC(2026, 10, 22, 12)

/** The common layout: a share on a union of one disk and the pool; the original is kept. */
export const aLayout = (facts: Partial<StorageLayout> = {}): StorageLayout => ({
  shareRoot: sharePath('/mnt/user'),
  poolRoot: poolPath('/mnt/cache'),
  arrayRoots: [arrayPath('/mnt/disk1')],
  linkRoot: '/mnt/cache',
  situation: 'union',
  mode: { presentation: 'union', original: 'keep' },
  ...facts
})

export const anEpisode = (facts: Partial<LibraryItem> & { readonly ratingKey: string }): LibraryItem => ({
  sectionId: '2',
  type: 'episode',
  title: `Part ${facts.ratingKey}`,
  showKey: 'show',
  showTitle: 'The Show',
  season: 1,
  episode: 1,
  viewCount: 0,
  durationMs: 3_000_000,
  trashed: false,
  versions: [{ optimized: false, parts: [{ file: plexPath(`/media/tv/${facts.ratingKey}.mkv`), sizeBytes: GB }] }],
  ...facts
})

export const aMovie = (facts: Partial<LibraryItem> & { readonly ratingKey: string }): LibraryItem => ({
  sectionId: '1',
  type: 'movie',
  title: `Film ${facts.ratingKey}`,
  year: 1999,
  viewCount: 0,
  trashed: false,
  versions: [{ optimized: false, parts: [{ file: plexPath(`/media/films/${facts.ratingKey}.mkv`), sizeBytes: GB }] }],
  ...facts
})

const order = (item: LibraryItem): number => (item.season === 0 ? 1e9 : (item.season ?? 0) * 1e4) + (item.episode ?? 0)

/** A library of the given items, answering like the real index. */
export const aLibrary = (items: readonly LibraryItem[]): LibraryIndex => ({
  size: items.length,
  sections: [
    { sectionId: '1', title: 'Films', type: 'movie', locations: [] },
    { sectionId: '2', title: 'Series', type: 'show', locations: [] }
  ],
  item: (ratingKey) => items.find((item) => item.ratingKey === ratingKey),
  itemsAt: (file) =>
    items.filter((item) => item.versions.some((version) => version.parts.some((part) => part.file === file))),
  filesOf: (sectionId) =>
    items
      .filter((item) => item.sectionId === sectionId)
      .flatMap(({ versions }) => versions.flatMap(({ parts }) => parts)),
  episodesOf: (showKey) => items.filter((item) => item.showKey === showKey).toSorted((a, b) => order(a) - order(b)),
  lastViewOfShow: (showKey) => {
    const times = items.filter((item) => item.showKey === showKey).flatMap((item) => item.lastViewedAt ?? [])
    return times.length === 0 ? undefined : Math.max(...times)
  },
  items: () => items,
  titles: () => items
})

export const somePlanSettings: PlanSettings = {
  returnWatched: true,
  graceHours: 48,
  watchlistGraceHours: 6,
  holdHours: 12,
  makeRoom: true,
  mostItem: 0,
  minimumAgeMinutes: 10,
  orphans: { removeAfterDays: undefined, finishDeletes: false }
}

export const aWant = (facts: Partial<Want> & { readonly ratingKey: string }): Want => ({
  kind: 'on-deck',
  person: 'the owner',
  source: 'on deck of Series',
  reason: { code: 'on-deck', person: 'the owner' },
  distance: 0,
  freshness: now - hour,
  ...facts
})

export const aUnit = (
  facts: Partial<Unit> & { readonly name: string; readonly sizeBytes?: number | undefined }
): Unit => {
  const { name, sizeBytes = GB, ...rest } = facts
  const id = sharePath(`/mnt/user/tv/${name}.mkv`)
  return {
    id,
    title: name,
    sectionId: '2',
    ratingKeys: [name],
    videos: [
      {
        plexPath: plexPath(`/media/tv/${name}.mkv`),
        sharePath: id,
        poolPath: poolPath(`/mnt/cache/tv/${name}.mkv`),
        sizeBytes
      }
    ],
    wants: [],
    trashed: false,
    watchedAt: undefined,
    ...rest
  }
}

export const anOwned = (facts: Partial<OwnedUnit> & { readonly name: string }): OwnedUnit => {
  const { name, ...rest } = facts
  const id = sharePath(`/mnt/user/tv/${name}.mkv`)
  return {
    rowId: 1,
    id,
    title: name,
    ratingKeys: [name],
    sectionId: '2',
    mode: { presentation: 'symlink', original: 'backup' },
    state: 'complete',
    promotedAt: now - 10 * day,
    lastWantedAt: now - 9 * day,
    because: [{ code: 'on-deck', person: 'the owner' }],
    files: [
      {
        sharePath: id,
        poolPath: poolPath(`/mnt/cache/tv/${name}.mkv`),
        arrayRoot: arrayPath('/mnt/disk1'),
        role: 'video',
        sizeBytes: rest.sizeBytes ?? GB
      }
    ],
    sizeBytes: GB,
    ...rest
  }
}

export const answered = (facts: Partial<SourceReport> = {}): SourceReport => ({
  source: 'on deck of Series',
  from: 'server',
  sectionId: '2',
  state: 'answered',
  detail: '',
  ...facts
})

export const aWorld = (facts: Partial<Omit<World, 'units'>> & { readonly units?: readonly Unit[] } = {}): World => {
  const { units = [], ...rest } = facts
  return {
    now,
    pool: { freeBytes: 500 * GB, floorBytes: 20 * GB, ownedBytes: 0, budgetBytes: undefined },
    promoteBlock: undefined,
    evictBlock: undefined,
    gates: new Map(),
    mode: { presentation: 'symlink', original: 'backup' },
    sessions: { known: true, sessions: [] },
    reports: [answered()],
    owned: [],
    inspections: new Map(),
    copies: new Map(),
    timers: new Map(),
    sentHome: new Map(),
    unplaced: [],
    confirmedGone: new Set(),
    replaced: new Map(),
    units: new Map(units.map((unit) => [unit.id, unit])),
    ...rest
  }
}
