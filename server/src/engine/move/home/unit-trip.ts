/** One trip through the files of a unit that are on their way home: opened in the journal, file after file, undone when the world says no. */
import type { FileEntry, OpenMove } from '#core/move/machine.ts'
import { asideName, nameOf, sibling } from '#core/move/names.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { createProgress } from '#engine/move/progress.ts'
import { isWorldly, outcomeOf } from '#engine/move/stood-back.ts'
import { undo } from '#engine/move/undo.ts'
import type { Ending } from '#ports/journal.ts'
import type { EvictOrder, MoveControl, MoveOutcome } from '#ports/mover.ts'
import type { Homecoming } from './homecoming.ts'

/** What becomes of one file of the unit. */
export type FileTrip = (entry: FileEntry, home: Homecoming, deps: MoveDeps) => Promise<Arrived>

/** How a file's entry ended, and what a person should know although it went well. */
export interface Arrived {
  readonly ending: Ending
  /** The copy was damaged and put aside. */
  readonly damaged?: boolean
}

interface Log {
  readonly orphans: string[]
  /** Where damaged copies were put. */
  readonly aside: string[]
  bytes: number
}

const outcomeFrom = ({ orphans, aside, bytes }: Log): MoveOutcome => {
  const [orphan] = orphans
  const [damaged] = aside
  if (orphan !== undefined) return { kind: 'stood-back', reason: { code: 'needs-a-person', detail: orphan } }
  if (damaged !== undefined) return { kind: 'stood-back', reason: { code: 'copy-put-aside', path: damaged } }
  return { kind: 'done', bytes }
}

const note = (log: Log, entry: FileEntry, { ending, damaged }: Arrived): void => {
  if (ending.kind === 'orphan') log.orphans.push(`${entry.sharePath}: ${ending.why}.`)
  else if (damaged === true) log.aside.push(sibling(entry.poolPath, asideName(nameOf(entry.path), entry.opId)))
  else log.bytes += entry.copy?.sizeBytes ?? 0
}

interface Trip {
  readonly order: EvictOrder
  readonly control: MoveControl
  readonly open: () => Promise<OpenMove>
  readonly each: FileTrip
}

const go = async ({ order, control, open, each }: Trip, deps: MoveDeps): Promise<MoveOutcome> => {
  const opened = await deps.step('commit.plan', open)
  const sizes = opened.files.map((entry) => ({
    path: entry.path,
    sizeBytes: entry.copy?.sizeBytes ?? entry.source.sizeBytes
  }))
  const progress = createProgress(sizes, control)
  const log: Log = { orphans: [], aside: [], bytes: 0 }
  let path: string = order.unit.id
  try {
    for (const entry of opened.files) {
      path = entry.sharePath
      note(log, entry, await each(entry, { order, control, progress }, deps))
    }
    return outcomeFrom(log)
  } catch (thrown) {
    return await undo(thrown, { moveId: opened.id, path }, deps)
  }
}

/** Errors of the world become the outcome; files whose entry ended stay as they ended, the others as they were. */
export const travelHome = async (trip: Trip, deps: MoveDeps): Promise<MoveOutcome> => {
  try {
    return await go(trip, deps)
  } catch (thrown) {
    if (!isWorldly(thrown)) throw thrown
    return outcomeOf(thrown, trip.order.unit.id)
  }
}
