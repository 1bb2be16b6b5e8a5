/** A world as one plan judges it, and what is kept of such judgements for the next plan. */
import type { OwnedUnit, UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
import type { Answers, Case, Kept } from './case.ts'
import { type Judged, type Listening, listenTo } from './clock.ts'
import { type Ground, groundOf } from './ground.ts'

/** What a plan is made of. */
export interface Scene {
  readonly world: World
  readonly settings: PlanSettings
  readonly ground: Ground
  readonly clock: Listening
  /** Units of which the world tells anything of its own: a look, a timer, what became of their files. */
  readonly told: ReadonlySet<UnitId>
  readonly playing: ReadonlySet<string>
}

const playingIn = ({ sessions }: World): ReadonlySet<string> =>
  new Set(sessions.known ? sessions.sessions.map(({ ratingKey }) => ratingKey) : [])

/** Sets the scene for one plan. */
export const sceneOf = (world: World, settings: PlanSettings): Scene => {
  const { inspections, timers, sentHome, confirmedGone, replaced, successors, maybeRenamed } = world
  const told = new Set<UnitId>()
  const newNames = [successors ?? new Map<UnitId, unknown>(), maybeRenamed ?? new Map<UnitId, unknown>()]
  for (const facts of [inspections, timers, sentHome, confirmedGone, replaced, ...newNames]) {
    for (const id of facts.keys()) told.add(id)
  }
  return {
    world,
    settings,
    ground: groundOf(world, settings),
    clock: listenTo(world),
    told,
    playing: playingIn(world)
  }
}

const isPlayed = ({ ratingKeys }: { readonly ratingKeys: readonly string[] }, { playing }: Scene): boolean => {
  if (playing.size === 0) return false
  for (const key of ratingKeys) if (playing.has(key)) return true
  return false
}

const isFound = ({ files }: OwnedUnit, { copies }: World): boolean =>
  copies.size > 0 && files.some(({ poolPath }) => copies.has(poolPath))

/** Nothing is told of it that is not in its row, in Plex's list of it or in the ground. */
const isPlain = ({ owned, unit }: Case, scene: Scene): boolean => {
  const id = owned?.id ?? unit?.id
  if (scene.told.size > 0 && id !== undefined && scene.told.has(id)) return false
  if (unit !== undefined && isPlayed(unit, scene)) return false
  return owned === undefined || !(isPlayed(owned, scene) || isFound(owned, scene.world))
}

const holds = ({ ground, fromAt, untilAt }: Kept<unknown>, { ground: same, world: { now } }: Scene): boolean =>
  ground === same && fromAt <= now && now < untilAt

const note = <Name extends keyof Answers>(
  answers: { [One in Name]: Kept<Answers[One]> | undefined },
  name: Name,
  kept: Kept<Answers[Name]>
): void => {
  answers[name] = kept
}

/**
 * The same question, answered once for as long as the answer must be the same: rows and units are never changed, only replaced, so an answer holds for the
 * case of both, while nothing else is told of the unit, the ground is the same, and no moment passes that the answer asked for. It must look at nothing of
 * another unit. What is not plain is always answered anew.
 */
export const keeping =
  <Name extends keyof Answers, About>(
    name: Name,
    ask: (about: About, world: Judged, settings: PlanSettings) => Answers[Name]
  ): ((about: About & Case, scene: Scene) => Answers[Name]) =>
  (about, scene) => {
    if (!isPlain(about, scene)) return ask(about, scene.world, scene.settings)
    const kept = about.answers[name]
    if (kept !== undefined && holds(kept, scene)) return kept.answer
    const { ground, clock, settings } = scene
    const { answer, span } = clock.hear(() => ask(about, clock.world, settings))
    note(about.answers, name, { ...span, ground, answer })
    return answer
  }
