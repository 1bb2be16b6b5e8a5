/** Answers why any title of the library is where it is, from the same values that the last plan was made of. Touches no disk. */
import type { Settings, Why, WhyUnit } from '@pcu/contract'
import { fullTitle, type LibraryItem } from '#core/model/library.ts'
import { type PlexPath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { isLibrary } from '#core/model/want.ts'
import { foldedWords } from '#core/titles/fold.ts'
import { type Supposed, suppose } from '#core/why/suppose.ts'
import { roadsOf } from '#engine/layout.ts'
import { type Answer, lookUp, noneFits, severalFit, titleOf } from '#engine/titles/look-up.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Seen } from './seen.ts'
import { seasonsOf, tellEpisodes } from './tell-show.ts'
import { tellUnit } from './tell-unit.ts'
import { type TimelineDeps, timelineOf } from './timeline.ts'

/** What answering needs. */
export interface WhyDeps extends TimelineDeps {
  readonly settings: Settings
  readonly ledger: Pick<Ledger, 'owned'>
  readonly timeZone: string
  readonly clock: Clock
  /** What the last run saw; when none has run yet, what Plex says now. Throws the Failure of a silent Plex. */
  readonly see: () => Promise<Seen>
}

interface Asking {
  readonly deps: WhyDeps
  readonly seen: Seen
  readonly owned: readonly OwnedUnit[]
}

/** What makes the answer less than certain. */
const notesOf = ({ world }: Seen): string[] =>
  world.reports
    .filter(({ state }) => state === 'silent' || state === 'given-up')
    .map(
      ({ source, detail }) => `${source} did not answer (${detail}), so whoever it speaks for may want it all the same.`
    )

const whenSeen = (seen: Seen) => ({
  asOf: seen.world.now,
  run: seen.runId ?? null,
  wanted: seen.plan.decisions.filter(({ rank }) => rank !== undefined).length,
  notes: notesOf(seen)
})

const firstFiles = (item: LibraryItem): readonly PlexPath[] =>
  item.versions.filter(({ optimized }) => !optimized).flatMap(({ parts }) => parts[0]?.file ?? [])

/** The unit's id, or Plex's path when the file has no place here. */
const idOf = (file: PlexPath, { pathMap }: Seen): string => {
  const placement = pathMap.place(file)
  return placement.kind === 'placed' ? placement.share : file
}

const isWanted = (id: string, { world }: Seen): boolean =>
  (world.units.get(sharePath(id))?.wants.length ?? 0) > 0 || world.unplaced.some(({ path }) => path === id)

const sectionOf = (sectionId: string, { library }: Seen): string =>
  library.sections.find((section) => section.sectionId === sectionId)?.title ?? ''

interface Version {
  readonly id: string
  /** As Plex calls it; null when it does not list it. */
  readonly plexFile: PlexPath | null
  readonly title: string
  readonly sectionId: string
  readonly item: LibraryItem | undefined
  readonly supposed: Supposed | undefined
}

const keysOf = (item: LibraryItem | undefined, ours: OwnedUnit | undefined): readonly string[] => [
  ...new Set([...(item === undefined ? [] : [item.ratingKey]), ...(ours?.ratingKeys ?? [])])
]

const tellVersion = async (
  { id, plexFile, title, sectionId, item, supposed }: Version,
  asking: Asking
): Promise<WhyUnit> => {
  const { deps, seen, owned } = asking
  const ours = owned.find((unit) => unit.id === id)
  return tellUnit({
    ...{ id, plexFile, title, item, seen, supposed },
    section: sectionOf(sectionId, seen),
    owned: ours,
    timeline: await timelineOf({ unit: sharePath(id), ratingKeys: keysOf(item, ours) }, deps.clock.now(), deps),
    timeZone: deps.timeZone
  })
}

const tellItem = async (item: LibraryItem, others: number, asking: Asking): Promise<Why> => {
  const { seen } = asking
  const versions = firstFiles(item).map((plexFile) => ({ plexFile, id: idOf(plexFile, seen) }))
  const supposed = versions.every(({ id }) => isWanted(id, seen)) ? undefined : suppose(item, seen)
  const [title, { sectionId }] = [fullTitle(item), item]
  const units: WhyUnit[] = []
  for (const version of versions)
    units.push(await tellVersion({ ...version, title, sectionId, item, supposed }, asking))
  const { ratingKey, showKey = null, season = null } = item
  const target = { ratingKey, showKey, season, posterKey: showKey ?? ratingKey }
  return { kind: 'title', title, target, others, units, ...whenSeen(seen) }
}

/** What lies on the pool because of us although Plex does not list it any more. */
const unlisted = (text: string, owned: readonly OwnedUnit[]): OwnedUnit | undefined => {
  const words = foldedWords(text)
  const fits = owned.filter(({ id, title, files, ratingKeys }) => {
    const own = new Set(foldedWords(title))
    const isNamed = id === text || ratingKeys.some((key) => `key:${key}` === text)
    const isThere = isNamed || files.some(({ poolPath }) => poolPath === text)
    return isThere || (words.length > 0 && words.every((word) => own.has(word)))
  })
  return fits.length === 1 ? fits[0] : undefined
}

const tellUnlisted = async ({ id, title, sectionId }: OwnedUnit, asking: Asking): Promise<Why> => {
  const version = { id, plexFile: null, title, sectionId, item: undefined, supposed: undefined }
  const unit = await tellVersion(version, asking)
  return { kind: 'title', title, target: null, others: 0, units: [unit], ...whenSeen(asking.seen) }
}

const tellMatch = ({ match, others }: Extract<Answer, { kind: 'one' }>, asking: Asking): Promise<Why> | Why => {
  const { seen, owned, deps } = asking
  const { library } = seen
  if (match.kind === 'item') {
    const item = library.item(match.ratingKey)
    if (item !== undefined) return tellItem(item, others, asking)
    return { kind: 'none', sentence: 'Plex does not list it.', choices: [] }
  }
  const all = library.episodesOf(match.showKey)
  const items = match.kind === 'show' ? all : all.filter(({ season }) => season === match.season)
  const episodes = tellEpisodes(items, { seen, owned, timeZone: deps.timeZone })
  const title = titleOf(match, library)
  const { showKey } = match
  const season = match.kind === 'season' ? match.season : null
  const target = { ratingKey: null, showKey, season, posterKey: showKey }
  return { kind: 'show', title, target, others, seasons: seasonsOf(episodes), episodes, ...whenSeen(seen) }
}

/** Sections that could not be read, as sentences call them. */
const unreadOf = ({ world }: Seen): readonly string[] => [
  ...new Set(
    world.reports.filter(({ state, source }) => state === 'silent' && isLibrary(source)).map(({ source }) => source)
  )
]

const notFound = (text: string, found: Extract<Answer, { kind: 'none' }>, seen: Seen): string => {
  const unread = unreadOf(seen).join(', ')
  if (unread !== '')
    return `${noneFits(text, found)} Plex did not tell what is in ${unread}, so it may be there; ask again once it answers.`
  if (seen.library.size > 0) return noneFits(text, found)
  return 'Plex lists no film and no episode, so there is no title to ask about. Have Plex scan its libraries first.'
}

/** Answers. Several titles that fit are returned to choose from, never guessed between. */
export const whyOf = async (text: string, deps: WhyDeps): Promise<Why> => {
  const seen = await deps.see()
  const owned = await deps.ledger.owned()
  const asking: Asking = { deps, seen, owned }
  const found = lookUp(text, seen.library, { ...roadsOf(deps.settings), pathMap: seen.pathMap })
  if (found.kind === 'one') return tellMatch(found, asking)
  if (found.kind === 'several') {
    return { kind: 'several', sentence: severalFit(text, found), choices: [...found.choices] }
  }
  const ours = unlisted(text.trim(), owned)
  if (ours !== undefined) return tellUnlisted(ours, asking)
  return { kind: 'none', sentence: notFound(text, found, seen), choices: [...found.choices] }
}
