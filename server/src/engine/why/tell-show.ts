/** A show or a season in summary: each episode with whether it is on the pool, who wants it and what was decided. */
import { type WhyEpisode, worded } from '@pcu/contract'
import { fullTitle, type LibraryItem } from '#core/model/library.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Seen } from './seen.ts'

/** What is told of. */
interface ShowQuestion {
  readonly seen: Seen
  readonly owned: readonly OwnedUnit[]
  readonly timeZone: string
}

const decisionsByKey = ({ world, plan }: Seen) => {
  const keysOf = new Map([...world.units].map(([id, { ratingKeys }]) => [String(id), ratingKeys]))
  for (const { id, ratingKeys } of world.owned) if (!keysOf.has(id)) keysOf.set(id, ratingKeys)
  return new Map(
    plan.decisions.flatMap((decision) => (keysOf.get(decision.unit) ?? []).map((key) => [key, decision] as const))
  )
}

/** Tells of these episodes, in their order. */
export const tellEpisodes = (items: readonly LibraryItem[], { seen, owned, timeZone }: ShowQuestion): WhyEpisode[] => {
  const decisions = decisionsByKey(seen)
  const wants = Map.groupBy(seen.wants, ({ ratingKey }) => ratingKey)
  const cached = new Set(owned.flatMap(({ ratingKeys }) => ratingKeys))
  return items.map((item) => {
    const decision = decisions.get(item.ratingKey)
    return {
      title: fullTitle(item),
      season: item.season ?? null,
      episode: item.episode ?? null,
      ask: `key:${item.ratingKey}`,
      cached: cached.has(item.ratingKey),
      people: [...new Set((wants.get(item.ratingKey) ?? []).map(({ person }) => person))],
      rank: decision?.rank ?? null,
      sentence: decision === undefined ? null : worded(decision.because[0], timeZone).sentence
    }
  })
}

/** Each season with how many of its episodes are there, on the pool, and wanted. */
export const seasonsOf = (episodes: readonly WhyEpisode[]) =>
  [...Map.groupBy(episodes, ({ season }) => season)].map(([season, all]) => ({
    season,
    episodes: all.length,
    cached: all.filter(({ cached }) => cached).length,
    wanted: all.filter(({ people }) => people.length > 0).length
  }))
