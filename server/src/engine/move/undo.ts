/** Goes back after an error: the journal learns that this move is being undone, then every open entry is driven to its end. */
import type { MoveOutcome } from '#ports/mover.ts'
import type { MoveDeps } from './deps.ts'
import { drive } from './drive.ts'
import { isWorldly, outcomeOf } from './stood-back.ts'

const goBack = async (moveId: number, deps: MoveDeps): Promise<void> => {
  await deps.step('commit.undoing', () => deps.journal.setStage(moveId, 'undoing'))
  const open = (await deps.journal.unfinished()).find((move) => move.id === moveId)
  for (const entry of open?.files ?? []) await drive(entry, { intent: 'undo' }, deps)
}

/** What is worldly is decided here and nowhere else: a bug leaves everything as it is, for the next start to settle. */
export const undo = async (
  thrown: unknown,
  failed: { readonly moveId: number; readonly path: string },
  deps: MoveDeps
): Promise<MoveOutcome> => {
  if (!isWorldly(thrown)) throw thrown
  try {
    await goBack(failed.moveId, deps)
  } catch (second) {
    // The entry stays open and is settled later; the first error is the one that tells what happened.
    if (!isWorldly(second)) throw second
  }
  return outcomeOf(thrown, failed.path)
}
