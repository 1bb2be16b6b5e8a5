/** What watching does to a person's state: offsets while it lasts, a view and a history row when it counts as watched. */
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { Ground } from '#test/fakes/plex/world/ground.ts'
import { playedAtMs } from '#test/fakes/plex/world/on-deck.ts'
import { type Person, setState, stateOf } from '#test/fakes/plex/world/people.ts'
import type { PlayerSpec } from './playback.ts'

/** A moment of watching. */
export interface Moment {
  readonly person: Person
  readonly item: FakeItem
  readonly player: PlayerSpec
  readonly offsetMs: number
  /** Epoch ms. */
  readonly at: number
}

function rememberPlay({ person, item, at }: Moment): void {
  if (item.grandparentKey !== undefined) person.playedShows.set(item.grandparentKey, Math.floor(at / 1000))
}

/** A real view: one more view, no offset, a row in the history. */
export function finish(world: Ground, moment: Moment): void {
  const { person, item, player, at } = moment
  const viewedAt = Math.floor(at / 1000)
  rememberPlay(moment)
  const viewCount = stateOf(person, item.ratingKey).viewCount + 1
  setState(person, item.ratingKey, { viewOffsetMs: 0, viewCount, lastViewedAt: viewedAt })
  world.history.add({ item, person, player, viewedAt })
}

/** Writes how far somebody is; past the threshold it counts as watched, which is reported as true. */
export function advanceTo(world: Ground, moment: Moment): boolean {
  const { person, item, offsetMs, at } = moment
  if (offsetMs >= playedAtMs(world, item)) {
    finish(world, moment)
    return true
  }
  rememberPlay(moment)
  const { viewCount } = stateOf(person, item.ratingKey)
  setState(person, item.ratingKey, { viewOffsetMs: offsetMs, viewCount, lastViewedAt: Math.floor(at / 1000) })
  return false
}

function leavesOf(world: Ground, ratingKey: string): readonly FakeItem[] {
  const item = world.library.lookup(ratingKey)
  if (item === undefined) return []
  return item.type === 'movie' || item.type === 'episode' ? [item] : world.library.leaves(ratingKey)
}

/** Marks as watched through the API: views, but no history and no real play. False: there is no such item. */
export function mark(world: Ground, person: Person, ratingKey: string): boolean {
  const leaves = leavesOf(world, ratingKey)
  const lastViewedAt = Math.floor(world.clock.now() / 1000)
  for (const leaf of leaves) {
    const { viewCount } = stateOf(person, leaf.ratingKey)
    setState(person, leaf.ratingKey, { viewOffsetMs: 0, viewCount: viewCount + 1, lastViewedAt })
  }
  return leaves.length > 0
}

export function unmark(world: Ground, person: Person, ratingKey: string): boolean {
  const leaves = leavesOf(world, ratingKey)
  for (const leaf of leaves) setState(person, leaf.ratingKey, { viewOffsetMs: 0, viewCount: 0 })
  return leaves.length > 0
}
