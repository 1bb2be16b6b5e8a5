/** The storage layout of this installation: which roots there are, how they relate, and the mode that follows. */
import type { ViewFacts } from '@pcu/contract'
import type { ArrayPath, PoolPath, SharePath } from './place.ts'
import type { RootGates } from './root-gate.ts'
import type { Mode } from './unit.ts'

/** union: the pool is a branch of the merged view that Plex reads; elsewhere: it is not. */
export type Situation = 'union' | 'elsewhere'

/** What becomes of files that are more than one title's or more than one program's. */
export interface SharedFileRules {
  /** HARD_LINKS: files that have another name, as a download has that is still shared. */
  readonly hardLinks: 'skip' | 'copy' | 'move'
  /** FOLDER_ARTWORK: posters and descriptions of a whole folder. */
  readonly folderArtwork: 'leave' | 'cache'
}

/** Absolute roots without a trailing slash. */
export interface StorageLayout {
  /** REAL_SOURCE: what Plex reads, as this process sees it. On a union it is only ever read. */
  readonly shareRoot: SharePath
  /** CACHE_DESTINATION, or CACHE_DIR when that is empty. */
  readonly poolRoot: PoolPath
  /** Physical branches that hold the originals, in the order in which the union prefers them; `[shareRoot]` where there is no union. */
  readonly arrayRoots: readonly ArrayPath[]
  /** The same with those that are away, in the same order; when left out there are no others. */
  readonly branches?: readonly ArrayPath[]
  /** What single array roots do not allow; when left out they allow everything. */
  readonly gates?: RootGates
  /** What a link's text begins with: the pool root as Plex sees it (PLEX_CACHE_PATH), normally the pool root itself. */
  readonly linkRoot: string
  readonly situation: Situation
  /** Bytes that the machine's own settings keep free, by root; a root that is missing here has none. */
  readonly floors?: ReadonlyMap<string, number>
  readonly mode: Mode
  /** When left out, both are left alone. */
  readonly shared?: SharedFileRules
  /** What the merged view does with two copies of a name, once it was asked; absent where there is none. */
  readonly view?: ViewFacts | undefined
}
