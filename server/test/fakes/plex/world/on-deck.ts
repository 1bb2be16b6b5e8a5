/** Which items Plex would put on deck for a person: what is half watched, and the next episode of what was watched lately. */

import { nowSeconds } from '#test/fakes/kit/clock.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { Ground } from './ground.ts'
import { maySee, type Person, stateOf } from './people.ts'

/** An item on deck and when its film or show was last viewed (epoch seconds). */
export interface OnDeckEntry {
  readonly item: FakeItem
  readonly lastViewedAt: number
}

const WEEK_SECONDS = 7 * 86_400

/** In progress: far enough to count, not so far that it counts as watched. */
export function isInProgress(world: Ground, person: Person, item: FakeItem): boolean {
  const { viewOffsetMs } = stateOf(person, item.ratingKey)
  const durationMs = item.durationMs ?? 0
  const least = Math.max(world.prefs.onDeckMinimumMs, durationMs * world.prefs.onDeckMinimumShare)
  return viewOffsetMs >= least && viewOffsetMs < playedAtMs(world, item)
}

/** The offset at which an item counts as watched. */
export function playedAtMs(world: Ground, item: FakeItem): number {
  return ((item.durationMs ?? 0) * world.prefs.playedThresholdPercent) / 100
}

interface Touched {
  readonly item: FakeItem
  readonly at: number
}

/** Everything a person has touched that is still there, trash left out. */
function touchedItems(world: Ground, person: Person): Touched[] {
  const out: Touched[] = []
  for (const [ratingKey, { lastViewedAt }] of person.states) {
    const item = lastViewedAt === undefined ? undefined : world.library.lookup(ratingKey)
    if (item !== undefined && item.deletedAt === undefined) out.push({ item, at: lastViewedAt ?? 0 })
  }
  return out
}

function follows(item: FakeItem, earlier: FakeItem): boolean {
  const seasons = (item.parentIndex ?? 0) - (earlier.parentIndex ?? 0)
  return seasons > 0 || (seasons === 0 && (item.index ?? 0) > (earlier.index ?? 0))
}

function latest(touched: readonly Touched[]): Touched | undefined {
  let best: Touched | undefined
  for (const each of touched) {
    if (best === undefined || each.at > best.at || (each.at === best.at && follows(each.item, best.item))) best = each
  }
  return best
}

/** The first unwatched regular episode behind the one watched last. Specials neither follow nor lead. */
function nextEpisode(world: Ground, person: Person, watched: FakeItem): FakeItem | undefined {
  return world.library
    .leaves(watched.grandparentKey ?? '')
    .find(
      (episode) =>
        (episode.parentIndex ?? 0) > 0 &&
        episode.deletedAt === undefined &&
        follows(episode, watched) &&
        stateOf(person, episode.ratingKey).viewCount === 0
    )
}

function isPlayedShow(world: Ground, person: Person, showKey: string): boolean {
  return world.quirks.pre140 || person.playedShows.has(showKey)
}

function ofShow(world: Ground, person: Person, touched: readonly Touched[]): OnDeckEntry | undefined {
  const half = latest(touched.filter((each) => isInProgress(world, person, each.item)))
  const regular = latest(
    touched.filter((each) => (each.item.parentIndex ?? 0) > 0 && stateOf(person, each.item.ratingKey).viewCount > 0)
  )
  if (half !== undefined && (regular === undefined || half.at >= regular.at)) {
    return { item: half.item, lastViewedAt: half.at }
  }
  if (regular === undefined || !isPlayedShow(world, person, regular.item.grandparentKey ?? '')) return undefined
  const next = nextEpisode(world, person, regular.item)
  return next === undefined ? undefined : { item: next, lastViewedAt: regular.at }
}

/** Everything that could be on deck, however long ago. */
function candidates(world: Ground, person: Person): readonly OnDeckEntry[] {
  const groups = Map.groupBy(touchedItems(world, person), ({ item }) => item.grandparentKey ?? '')
  const entries: OnDeckEntry[] = (groups.get('') ?? [])
    .filter(({ item }) => isInProgress(world, person, item))
    .map(({ item, at }) => ({ item, lastViewedAt: at }))
  for (const [showKey, touched] of groups) {
    const entry = showKey === '' ? undefined : ofShow(world, person, touched)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

const remembered = new WeakMap<Person, { readonly stamp: string; readonly entries: readonly OnDeckEntry[] }>()

/** Worked out once per change of the person's state, the library or the preferences: it is asked section by section. */
function knownCandidates(world: Ground, person: Person): readonly OnDeckEntry[] {
  const stamp = `${person.version} ${world.library.version} ${Object.values(world.prefs).join(' ')}`
  const known = remembered.get(person)
  if (known?.stamp === stamp) return known.entries
  const entries = candidates(world, person)
  remembered.set(person, { stamp, entries })
  return entries
}

/** The whole deck of a person, most recently viewed first, over every section the person may see. */
function onDeck(world: Ground, person: Person): readonly OnDeckEntry[] {
  const since = nowSeconds(world.clock) - world.prefs.onDeckWindowWeeks * WEEK_SECONDS
  return knownCandidates(world, person)
    .filter(({ item, lastViewedAt }) => lastViewedAt >= since && maySee(person, item.sectionKey))
    .sort((a, b) => b.lastViewedAt - a.lastViewedAt || Number(a.item.ratingKey) - Number(b.item.ratingKey))
}

export function onDeckOfSection(world: Ground, person: Person, sectionKey: string): readonly OnDeckEntry[] {
  return onDeck(world, person).filter(({ item }) => item.sectionKey === sectionKey)
}

/** What Home shows: sections excluded from Home are left out. */
export function onDeckOfHome(world: Ground, person: Person): readonly OnDeckEntry[] {
  const shown = new Set(world.library.sections.filter(({ hidden }) => hidden === 0).map(({ key }) => key))
  return onDeck(world, person).filter(({ item }) => shown.has(item.sectionKey))
}
