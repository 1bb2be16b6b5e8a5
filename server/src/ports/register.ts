/** What must know which files of ours lie on the pool besides the database: whatever has to be right when the database is lost, or is read by other programs. */
import type { UnitId } from '#core/model/unit.ts'
import type { FileEntry, Mark } from '#core/move/machine.ts'

/** A unit that a file serves, as far as it must be known without the database. */
export interface RegisteredUnit {
  readonly unit: UnitId
  readonly title: string
  readonly sectionId: string
  readonly ratingKeys: readonly string[]
}

/** Where a file of ours lies on the pool. `poolRoot` and `path` are its key; a root with another inode is another disk, or none. */
export type RegisteredPlace = Pick<FileEntry, 'poolRoot' | 'poolRootInode' | 'path' | 'poolPath' | 'sharePath'>

/** A file of ours on the pool with everything that is needed to bring it home. */
export interface RegisteredFile
  extends RegisteredPlace,
    Pick<
      FileEntry,
      | 'arrayRoot'
      | 'arrayRootInode'
      | 'mode'
      | 'role'
      | 'linkText'
      | 'backupName'
      | 'homePath'
      | 'parkedPath'
      | 'source'
      | 'hash'
    > {
  /** The copy on the pool. */
  readonly copy: Mark
  /** Why a person should look at it first; undefined when all is well. */
  readonly orphan: string | undefined
  /** At least one; more when units share the file. */
  readonly units: readonly RegisteredUnit[]
}

/**
 * A register. It holds every file that has its final name on the pool because of us; it may hold one too many for a while, never one too few.
 * Calls may come from several moves at the same time. Errors are Failures.
 */
export interface Register {
  /** One word, for step names and problems. */
  readonly name: string
  /** Enters verified files before any of their names changes. Durable when it resolves; when it throws, nothing of the move has happened. */
  enter(files: readonly RegisteredFile[]): Promise<void>
  /** Strikes files whose copies are durably gone. Nothing happens for those that were never entered. */
  leave(places: readonly RegisteredPlace[]): Promise<void>
  /** Makes good what was missed: `all` is what the database knows. Called while nothing moves. No access to the array. */
  rebuild(all: readonly RegisteredFile[]): Promise<void>
}
