/** How a move stands back: the last question before a name changes, and what every error means for the outcome. */
import type { Reason } from '@pcu/contract'
import type { Act } from '#core/move/table.ts'
import type { MoveControl, MoveOutcome } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'

/** Thrown inside a move when the world gives a reason not to go on. Never leaves the mover. */
export class StoodBack extends Error {
  readonly reason: Reason

  constructor(reason: Reason) {
    super(reason.code)
    this.name = 'StoodBack'
    this.reason = reason
  }
}

/** Whether an error is the world's and not a bug. */
export const isWorldly = (thrown: unknown): thrown is StoodBack | Failure =>
  thrown instanceof StoodBack || thrown instanceof Failure

/** The outcome that an error of the world stands for. `path` is the file that it happened to. */
export const outcomeOf = (thrown: StoodBack | Failure, path: string): MoveOutcome => {
  if (thrown instanceof StoodBack) return { kind: 'stood-back', reason: thrown.reason }
  if (thrown.code === 'move.stopped') return { kind: 'stood-back', reason: { code: 'run-stopped' } }
  if (thrown.code === 'move.changed' || thrown.code === 'disk.exists') {
    return { kind: 'stood-back', reason: { code: 'changed-meanwhile', path, detail: thrown.message } }
  }
  return { kind: 'failed', failure: thrown }
}

/** Throws StoodBack when the move must not go on. */
export const askAgain = async (control: MoveControl): Promise<void> => {
  if (control.signal.aborted) throw new StoodBack({ code: 'run-stopped' })
  const reason = await control.recheck()
  if (reason !== undefined) throw new StoodBack(reason)
}

/** Asks before the first of these acts, and not again: the acts that follow it must not stop halfway. */
export const askBefore = (acts: ReadonlySet<Act>, ask: () => Promise<void>): ((act: Act) => Promise<void>) => {
  let asked = false
  return async (act) => {
    if (asked || !acts.has(act)) return
    asked = true
    await ask()
  }
}

const touchesOriginal: ReadonlySet<Act> = new Set(['park', 'make-link', 'remove-original'])

/** Asks before the first act that changes the original's name. */
export const askBeforeOriginal = (ask: () => Promise<void>): ((act: Act) => Promise<void>) =>
  askBefore(touchesOriginal, ask)
