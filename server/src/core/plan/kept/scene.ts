/** A world as one plan judges it, and what is kept of such judgements for the next plan. */
import type { UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
import type { Answers, Case, Kept } from './case.ts'
import type { Cases } from './cases.ts'
import { type Judged, type Listening, listenTo } from './clock.ts'
import { type Ground, groundOf } from './ground.ts'

/** What a plan is made of. */
export interface Scene {
  readonly world: World
  readonly settings: PlanSettings
  readonly ground: Ground
  readonly clock: Listening
  /** Units of which the world tells anything of its own: a look, a timer, what became of their files. */
  readonly special: ReadonlySet<Case>
}

const playingIn = ({ sessions }: World): ReadonlySet<string> =>
  new Set(sessions.known ? sessions.sessions.map(({ ratingKey }) => ratingKey) : [])

/** Units that the world tells anything of, by themselves, by their items or by their copies. */
interface Told {
  readonly units: ReadonlySet<UnitId>
  readonly playing: ReadonlySet<string>
  readonly copies: World['copies']
}

const toldIn = (world: World): Told => {
  const { inspections, timers, sentHome, confirmedGone, replaced, successors, maybeRenamed } = world
  const units = new Set<UnitId>()
  const newNames = [successors ?? new Map<UnitId, unknown>(), maybeRenamed ?? new Map<UnitId, unknown>()]
  for (const facts of [inspections, timers, sentHome, confirmedGone, replaced, ...newNames]) {
    for (const id of facts.keys()) units.add(id)
  }
  return { units, playing: playingIn(world), copies: world.copies }
}

const hasAny = (keys: readonly string[], among: ReadonlySet<string>): boolean => {
  for (const key of keys) if (among.has(key)) return true
  return false
}

const isPlayed = ({ owned, unit }: Case, { playing }: Told): boolean =>
  playing.size > 0 &&
  ((unit !== undefined && hasAny(unit.ratingKeys, playing)) ||
    (owned !== undefined && hasAny(owned.ratingKeys, playing)))

const isFound = ({ owned }: Case, { copies }: Told): boolean =>
  copies.size > 0 && owned?.files.some(({ poolPath }) => copies.has(poolPath)) === true

const isNamed = ({ owned, unit }: Case, { units }: Told): boolean => {
  const id = owned?.id ?? unit?.id
  return units.size > 0 && id !== undefined && units.has(id)
}

const specialOf = ({ tenants, wanted }: Cases, world: World): ReadonlySet<Case> => {
  const told = toldIn(world)
  const special = new Set<Case>()
  if (told.units.size + told.playing.size + told.copies.size === 0) return special
  for (const cases of [tenants, wanted]) {
    for (const one of cases) if (isNamed(one, told) || isPlayed(one, told) || isFound(one, told)) special.add(one)
  }
  return special
}

/** Sets the scene for one plan. */
export const sceneOf = (world: World, settings: PlanSettings, cases: Cases): Scene => ({
  world,
  settings,
  ground: groundOf(world, settings),
  clock: listenTo(world),
  special: specialOf(cases, world)
})

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
 * another unit. What is special is always answered anew.
 */
export const keeping =
  <Name extends keyof Answers, About>(
    name: Name,
    ask: (about: About, world: Judged, settings: PlanSettings) => Answers[Name]
  ): ((about: About & Case, scene: Scene) => Answers[Name]) =>
  (about, scene) => {
    if (scene.special.has(about)) return ask(about, scene.world, scene.settings)
    const kept = about.answers[name]
    if (kept !== undefined && holds(kept, scene)) return kept.answer
    const { ground, clock, settings } = scene
    const { answer, span } = clock.hear(() => ask(about, clock.world, settings))
    note(about.answers, name, { ...span, ground, answer })
    return answer
  }
