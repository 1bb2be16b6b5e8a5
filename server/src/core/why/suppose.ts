/** What the same plan would have decided had somebody pinned a title that nobody wants: the planner is asked, nothing is guessed. */
import type { LibraryItem } from '#core/model/library.ts'
import type { PlannedDecision } from '#core/model/plan.ts'
import type { Want } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import type { Sight } from './sight.ts'

/** The plan as it would have been. */
export interface Supposed {
  readonly world: World
  /** By unit, or by Plex's path for what has no place here. */
  readonly decisions: ReadonlyMap<string, PlannedDecision>
  /** Titles that would go home for it. */
  readonly displaced: readonly string[]
}

const wantOf = (item: LibraryItem, now: number): Want => ({
  kind: 'pin',
  ratingKey: item.ratingKey,
  person: 'you',
  source: 'a question',
  distance: 0,
  freshness: now,
  reason: { code: 'pinned', person: 'you', pinnedAt: now }
})

const leaving = (decisions: readonly PlannedDecision[]): readonly PlannedDecision[] =>
  decisions.filter(({ action, because }) => action === 'evict' && because[0].code === 'makes-room')

/** Plans again as if every version of this item were pinned. */
export const suppose = (item: LibraryItem, { world, wantedToo, planFor, plan }: Sight): Supposed => {
  const wanted = wantedToo([wantOf(item, world.now)])
  const { decisions } = planFor(wanted)
  const before = new Set(leaving(plan.decisions).map(({ unit }) => unit))
  return {
    world: wanted,
    decisions: new Map(decisions.map((decision) => [decision.unit, decision])),
    displaced: leaving(decisions).flatMap(({ unit, title }) => (before.has(unit) ? [] : [title]))
  }
}
