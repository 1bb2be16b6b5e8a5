/** What looking for the library's folders needs of the machine. Every call but `mounts` wakes the disk it goes to: only for a person who asked. */
import type { SeenMount } from '#core/mapping/grounds.ts'
import type { SeenAt } from '#core/mapping/weigh.ts'
import type { Spot } from './file-system.ts'

/** What lies in a folder. */
export interface Listing {
  readonly names: readonly string[]
  /** Those of the names that are folders; links to folders are none. */
  readonly folders: readonly string[]
}

/** Reads names and sizes; follows no link and changes nothing. Failure `disk.gone` when a root does not answer in time. */
export interface PathFinder {
  /** The mount table. Touches no other file system. */
  mounts(): Promise<readonly SeenMount[]>
  /** What lies in a folder; undefined when there is none. Of very many names only so many are read. */
  list(folder: Spot): Promise<Listing | undefined>
  /** What stands at a name. */
  lookAt(spot: Spot): Promise<SeenAt>
}
