/** Which steps of a run a root in trouble holds back; a root that may be tried again is tried with one step alone. */
import type { Reason } from '@pcu/contract'
import { type Breaker, positionOf, type Trouble } from '#core/health/breaker.ts'
import { reasonOfTrial, reasonOfTrouble } from '#core/health/words.ts'
import type { Step } from '#core/model/plan.ts'
import type { RootGate, RootGates } from '#core/model/root-gate.ts'
import type { Mode } from '#core/model/unit.ts'
import { gateOf, holdsPromotion, holdsReturn } from '#core/resolve/root-gates.ts'
import { arrayRootsOf, isPoolOf } from './incident.ts'

/** What gates of array roots say to a step. `mode` is the one that a promotion would use. */
export const heldByGates = (step: Step, mode: Mode, gates: RootGates): Reason | undefined =>
  step.kind === 'promote'
    ? holdsPromotion(arrayRootsOf(step), mode, gates)
    : holdsReturn(arrayRootsOf(step), step.unit.mode, gates)

interface Held {
  readonly root: string
  readonly breaker: Breaker
  readonly trouble: Trouble
  readonly reason: Reason
}

const heldBy = (step: Step, mode: Mode, [root, breaker]: readonly [string, Breaker]): Held | undefined => {
  const { trouble } = breaker
  if (trouble === undefined) return undefined
  const gate: RootGate = gateOf(trouble.state, reasonOfTrouble(root, trouble))
  const ofPool = step.kind === 'promote' ? gate.fill : gate.change
  const reason = isPoolOf(step, root) ? ofPool : heldByGates(step, mode, new Map([[root, gate]]))
  return reason === undefined ? undefined : { root, breaker, trouble, reason }
}

/** A broken disk is tried by reading a file of it or by writing one that stays on the array as well, never by giving up a copy. */
const mayTry = (step: Step, { breaker, trouble }: Held, now: number): boolean =>
  positionOf(breaker, now) === 'trial' && (trouble.state !== 'broken' || step.kind === 'promote')

/** Asks the breakers. */
export interface Trials {
  /** A new run: every root may be tried once more. */
  begin(): void
  /** Why a step must not begin, or undefined; then the roots that it tries are taken. */
  ask(
    step: Step,
    mode: Mode,
    facts: { readonly breakers: readonly (readonly [string, Breaker])[]; readonly now: number }
  ): Reason | undefined
}

/** No root is being tried. */
export const createTrials = (): Trials => {
  const tried = new Set<string>()
  return {
    begin: () => tried.clear(),
    ask: (step, mode, { breakers, now }) => {
      const held = breakers.flatMap((entry) => heldBy(step, mode, entry) ?? [])
      const closed = held.find((entry) => !mayTry(step, entry, now))
      if (closed !== undefined) return closed.reason
      const taken = held.find(({ root }) => tried.has(root))
      if (taken !== undefined) return reasonOfTrial(taken.root, taken.trouble)
      for (const { root } of held) tried.add(root)
      return undefined
    }
  }
}
