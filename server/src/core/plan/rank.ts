/** The order of importance when room is short. A replaceable room: a learned ranking will move in here. */
import { compareText, type Demand } from './demand.ts'

/**
 * Nearer wishes first (what is watched next, then the episodes after it without gaps), among equals what was viewed
 * more recently, then what more people want; the path decides the rest, so that the order of input never matters.
 */
export const ranked = (demands: readonly Demand[]): readonly Demand[] =>
  demands.toSorted(
    (a, b) =>
      a.distance - b.distance || b.freshness - a.freshness || b.people - a.people || compareText(a.unit.id, b.unit.id)
  )
