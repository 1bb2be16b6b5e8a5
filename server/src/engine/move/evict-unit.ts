/** Brings a unit home, file by file; each is home or on the pool, never between. */
import type { EvictOrder, MoveControl, MoveOutcome } from '#ports/mover.ts'
import type { MoveDeps } from './deps.ts'
import { evictFile } from './evict-file.ts'
import { createProgress } from './progress.ts'
import { isWorldly, outcomeOf } from './stood-back.ts'
import { undo } from './undo.ts'

const orphaned = (details: readonly string[], bytes: number): MoveOutcome => {
  const [first] = details
  if (first === undefined) return { kind: 'done', bytes }
  return { kind: 'stood-back', reason: { code: 'needs-a-person', detail: first } }
}

const bringHome = async (order: EvictOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const opened = await deps.step('commit.plan', () => deps.journal.openEviction(order.unit, order.because))
  const sizes = opened.files.map((entry) => ({
    path: entry.path,
    sizeBytes: entry.copy?.sizeBytes ?? entry.source.sizeBytes
  }))
  const progress = createProgress(sizes, control)
  const orphans: string[] = []
  let bytes = 0
  let path: string = order.unit.id
  try {
    for (const entry of opened.files) {
      path = entry.sharePath
      const ending = await evictFile(entry, { order, control, progress }, deps)
      if (ending.kind === 'orphan') orphans.push(`${entry.sharePath}: ${ending.why}.`)
      else bytes += entry.copy?.sizeBytes ?? 0
    }
    return orphaned(orphans, bytes)
  } catch (thrown) {
    return await undo(thrown, { moveId: opened.id, path }, deps)
  }
}

/** Evicts. Errors of the world become the outcome; files that are home stay home, the others stay on the pool. */
export const evictUnit = async (order: EvictOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  try {
    return await bringHome(order, control, deps)
  } catch (thrown) {
    if (!isWorldly(thrown)) throw thrown
    return outcomeOf(thrown, order.unit.id)
  }
}
