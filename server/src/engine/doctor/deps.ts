/** What the doctor looks with. */
import type { RunDeps } from '#engine/run-deps.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import type { RegisteredFile } from '#ports/register.ts'

/** A list of ours outside the database that can be read back. */
export interface ReadableList {
  /** As in "the manifest on the pool". */
  readonly name: string
  /** Undefined when there is none to be read. */
  read(): Promise<readonly Pick<RegisteredFile, 'poolPath' | 'copy'>[] | undefined>
}

/** The doctor's own hands; everything that it removes is named by what it expects there. */
export interface Instruments {
  readonly fileSystem: Pick<FileSystem, 'look' | 'digest' | 'list' | 'unlink' | 'removeDirectory' | 'syncDirectory'>
  readonly journal: Pick<Journal, 'unfinished' | 'madeDirectories' | 'forgetDirectories'>
  readonly lists: readonly ReadableList[]
}

/** Everything the doctor needs. */
export interface DoctorDeps extends RunDeps {
  readonly instruments: Instruments
  readonly dryRunOnly: boolean
}
