/** Ranks everything that anybody wants, once for a whole plan. */
import type { Unit } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import type { Case, Wish } from '#core/plan/kept/case.ts'
import type { Scene } from '#core/plan/kept/scene.ts'
import { demandOf } from './demand.ts'
import type { Ranked, Ranking } from './ranking.ts'

type Playing = ReadonlyMap<string, Session>

const sessionsByKey = ({ sessions }: World): Playing =>
  new Map(sessions.known ? sessions.sessions.map((session) => [session.ratingKey, session]) : [])

const playedOn = ({ ratingKeys }: Unit, playing: Playing): Session | undefined => {
  if (playing.size === 0) return undefined
  const key = ratingKeys.find((ratingKey) => playing.has(ratingKey))
  return key === undefined ? undefined : playing.get(key)
}

const wishFor = (one: Case, playing: Playing): Wish | undefined => {
  const session = one.unit === undefined ? undefined : playedOn(one.unit, playing)
  if (one.unit === undefined || session === undefined) return one.wish
  const demand = demandOf(one.unit, session)
  return demand && { ...demand, of: one }
}

/** Every demand in its order of importance; each unit's place is noted with its case. */
export const rankWanted = (
  wanted: readonly Case[],
  { world, special }: Pick<Scene, 'world' | 'special'>,
  ranking: Ranking<Wish>
): readonly Ranked<Wish>[] => {
  const playing = sessionsByKey(world)
  const wishes: Wish[] = []
  for (const one of wanted) {
    const wish = special.has(one) ? wishFor(one, playing) : one.wish
    if (wish !== undefined) wishes.push(wish)
  }
  const all = ranking.order(wishes, world)
  for (const ranked of all) ranked.demand.of.ranked = ranked
  return all
}
