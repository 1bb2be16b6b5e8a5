/** Chooses what goes home to make room: what nobody wants first, then what is wanted least, and never more than is needed. */
import type { Ranked } from '#core/plan/rank/ranking.ts'

/** A unit on the pool that may go for room. */
export interface Candidate<Unit> {
  readonly unit: Unit
  readonly sizeBytes: number
  /** Undefined: nobody wants it. */
  readonly ranked: Ranked | undefined
}

/**
 * The candidates that go so that `neededBytes` are freed, in the order given; undefined when all of them together are not enough.
 *
 * They are taken from the front until it is enough; then those are spared again, from the back, that the others can do without. So nothing goes home that
 * would fit again beside what comes for it, which a later plan would bring back.
 *
 * @param candidates the least loss first
 */
export const chooseLeavers = <Unit>(
  candidates: readonly Candidate<Unit>[],
  neededBytes: number
): readonly Candidate<Unit>[] | undefined => {
  const taken: Candidate<Unit>[] = []
  let freedBytes = 0
  for (const candidate of candidates) {
    if (freedBytes >= neededBytes) break
    taken.push(candidate)
    freedBytes += candidate.sizeBytes
  }
  if (freedBytes < neededBytes) return undefined
  const spared = new Set<Candidate<Unit>>()
  for (const candidate of taken.toReversed()) {
    if (freedBytes - candidate.sizeBytes < neededBytes) continue
    freedBytes -= candidate.sizeBytes
    spared.add(candidate)
  }
  return taken.filter((candidate) => !spared.has(candidate))
}
