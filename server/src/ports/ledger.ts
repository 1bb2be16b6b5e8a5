/** What the engine reads from the ledger of files that we put on the pool. Only the mover writes it, in the journal's own transactions. */
import type { ArrayPath, PoolPath } from '#core/model/place.ts'
import type { OwnedUnit, Successor, Unit } from '#core/model/unit.ts'
import type { Mark } from '#core/move/machine.ts'
import type { RegisteredFile } from './register.ts'

/** A copy on the pool as it was left there. */
export interface OwnedCopy {
  readonly path: PoolPath
  readonly poolRoot: string
  readonly poolRootInode: string
  readonly mark: Mark
}

/** The ledger. The only authority for a return or a deletion. */
export interface Ledger {
  /** Every unit on the pool that we put there. */
  owned(): Promise<readonly OwnedUnit[]>
  /** Bytes that moves to the pool which are still open have written or may still write there: one under way, or one that waits to be settled. */
  inFlightBytes(): Promise<number>
  /** Every copy that nobody deleted or replaced as far as is known, in a lasting order. */
  copies(): Promise<readonly OwnedCopy[]>
  /** The branch that the file we put there came from, in a finished move or in one under way; undefined when the file is not ours. */
  homeOf(path: PoolPath): Promise<ArrayPath | undefined>
  /** Every file that has, or is about to get, its final name on the pool because of us, for the registers outside the database. */
  registered(): Promise<readonly RegisteredFile[]>
  /**
   * Notes that sources wanted these units at this moment (epoch milliseconds), by which kinds of wishes, and which viewing of each was known then.
   * Those that are not on the pool are passed over. One transaction however many.
   */
  noteWanted(units: readonly Pick<Unit, 'id' | 'watchedAt' | 'wants'>[], at: number): Promise<void>
  /** Notes which versions Plex lists beside these units; those that are not on the pool are passed over. */
  noteListed(units: readonly Pick<Unit, 'id' | 'versionsBeside'>[]): Promise<void>
  /** Notes that these files were compared with the array while Plex listed them with these sizes. */
  noteCompared(files: Successor['files']): Promise<void>
}
