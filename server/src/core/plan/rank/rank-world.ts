/** Ranks everything that anybody wants, once for a whole plan. */
import type { Unit, UnitId } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import { type Demand, demandOf } from './demand.ts'
import type { Ranked, Ranking } from './ranking.ts'

/** Units are never changed, only replaced, so their demand is gathered once however often is planned. */
const known = new WeakMap<Unit, Demand>()

const quietDemandOf = (unit: Unit): Demand | undefined => {
  const kept = known.get(unit)
  if (kept !== undefined) return kept
  const demand = demandOf(unit)
  if (demand !== undefined) known.set(unit, demand)
  return demand
}

type Playing = ReadonlyMap<string, Session>

const sessionsByKey = ({ sessions }: World): Playing =>
  new Map(sessions.known ? sessions.sessions.map((session) => [session.ratingKey, session]) : [])

/** Every demand of a world in its order of importance. */
export interface Ranks {
  readonly all: readonly Ranked[]
  /** Undefined when nobody wants the unit. */
  readonly of: (unit: UnitId) => Ranked | undefined
}

const playedOn = ({ ratingKeys }: Unit, playing: Playing): Session | undefined => {
  if (playing.size === 0) return undefined
  const key = ratingKeys.find((ratingKey) => playing.has(ratingKey))
  return key === undefined ? undefined : playing.get(key)
}

/** The order of importance of a world. */
export const rankWorld = (world: World, ranking: Ranking): Ranks => {
  const playing = sessionsByKey(world)
  const demands: Demand[] = []
  for (const unit of world.units.values()) {
    if (unit.wants.length === 0) continue
    const session = playedOn(unit, playing)
    const demand = session === undefined ? quietDemandOf(unit) : demandOf(unit, session)
    if (demand !== undefined) demands.push(demand)
  }
  const all = ranking.order(demands, world)
  const byUnit = new Map(all.map((ranked) => [ranked.demand.unit.id, ranked]))
  return { all, of: (unit) => byUnit.get(unit) }
}
