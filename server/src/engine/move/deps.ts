/** What every part of a move works with. */
import type { FileSystem, Step, Verification } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import type { Register } from '#ports/register.ts'
import type { Rooms } from './rooms.ts'

/** The hands of a move. */
export interface MoveDeps {
  readonly fileSystem: FileSystem
  readonly journal: Journal
  readonly rooms: Rooms
  /** What must know our files besides the journal. */
  readonly registers: readonly Register[]
  /** Every act that changes anything goes through this, by name. */
  readonly step: Step
  /** Epoch milliseconds. */
  readonly now: () => number
  /** A copy that somebody changed is only brought home when it has been left alone for so long: it may still be being written. */
  readonly minimumAgeMinutes: () => number
  /** Whether a file that some program has open stays on the array. A copy that is open always stays. */
  readonly skipsFilesInUse: () => boolean
  /** Bytes that people want to stay free on a pool of this size. */
  readonly keepFreeBytes: (totalBytes: number) => number
  /** How copies to the pool are verified where the original survives; everything else is verified in full. */
  readonly verify: () => Verification
}
