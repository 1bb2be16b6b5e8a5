/** The last question before a file's name changes: does somebody watch it now, or was the run stopped? */
import type { Act } from '#core/move/table.ts'
import type { MoveControl } from '#ports/mover.ts'
import { StoodBack } from './stood-back.ts'

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
