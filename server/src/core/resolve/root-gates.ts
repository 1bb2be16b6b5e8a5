/** Which units a root in trouble holds back: those that need of it what it cannot give, and no others. */
import type { Reason, RootStateName } from '@pcu/contract'
import type { RootGate, RootGates } from '#core/model/root-gate.ts'
import type { Mode } from '#core/model/unit.ts'

/** What a root in this state does not allow. */
export const gateOf = (state: RootStateName, reason: Reason): RootGate => {
  switch (state) {
    case 'online':
      return {}
    case 'full':
      return { fill: reason }
    case 'read-only':
      return { change: reason, fill: reason }
    default:
      return { touch: reason, rely: reason, change: reason, fill: reason }
  }
}

/** Two judgements of one root together; the first one's reasons are told first. */
export const bothGates = (first: RootGate, second: RootGate): RootGate => ({ ...second, ...first })

const firstReason = (
  roots: readonly (string | undefined)[],
  ask: (root: string) => Reason | undefined
): Reason | undefined => {
  for (const root of new Set(roots)) {
    const reason = root === undefined ? undefined : ask(root)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** Reading the original is all that a copy needs; the other modes also change names beside it. */
const changesOriginal = ({ original }: Mode): boolean => original !== 'keep'

/** Why files on these array roots may not be promoted in this mode, or undefined. A place that is not known holds nothing back. */
export const holdsPromotion = (
  roots: readonly (string | undefined)[],
  mode: Mode,
  gates: RootGates
): Reason | undefined =>
  firstReason(roots, (root) => {
    const gate = gates.get(root)
    return changesOriginal(mode) ? (gate?.change ?? gate?.touch) : gate?.touch
  })

/** Its bytes must come back to the very disk where its link stands. Elsewhere another disk with room will do, which the mover finds. */
const fillsItsOwnDisk = ({ presentation, original }: Mode): boolean =>
  original === 'remove' && presentation === 'symlink'

/**
 * Why files whose originals lie on these array roots may not go home, or undefined. A kept original, too, must be on a disk that can be trusted:
 * the copy on the pool would be the only good one.
 */
export const holdsReturn = (roots: readonly (string | undefined)[], mode: Mode, gates: RootGates): Reason | undefined =>
  holdsPromotion(roots, mode, gates) ??
  firstReason(roots, (root) => gates.get(root)?.rely) ??
  (fillsItsOwnDisk(mode) ? firstReason(roots, (root) => gates.get(root)?.fill) : undefined)
