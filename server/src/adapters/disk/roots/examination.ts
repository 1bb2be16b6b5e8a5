/** What one examination of the roots carries along. */
import type { MountTable } from '#adapters/disk/mountinfo.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import type { RootPaths } from '#ports/storage-host.ts'
import type { LookAtRoot, RootsLearner } from './look.ts'
import type { RootMemory } from './memory.ts'
import type { Leniency, LibrarySetting } from './states.ts'
import type { ReadAttribute } from './union.ts'

/** What an examination needs of its surroundings. */
export interface RootsDeps {
  readonly memory: RootMemory
  readonly look: LookAtRoot
  readonly readAttribute: ReadAttribute
  readonly newId: () => string
  /** How a root's folder is asked what is in it; waits as long as the system does when not given. */
  readonly ask?: AskDisk
  /** Hears which roots may be written. */
  readonly identified?: RootsLearner
}

/** How strict to be. */
export interface RootsRules extends Leniency {
  /** Nothing is written and nothing remembered. */
  readonly dryRun: boolean
}

/** One examination under way; warnings are gathered in it. */
export interface Examination {
  /** The setting that names the library. */
  readonly setting: LibrarySetting
  readonly deps: RootsDeps
  readonly rules: RootsRules
  readonly paths: RootPaths
  readonly table: MountTable
  readonly warnings: string[]
}
