/** What the engine needs of the machine's storage: which roots are sound, how they relate, what a unit's files look like. */
import type { Reason } from '@pcu/contract'
import type { Situation, StorageLayout } from '#core/model/layout.ts'
import type { ArrayPath, PoolPath, SharePath } from '#core/model/place.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'

/** Roots as configured. */
export interface RootPaths {
  readonly shareRoot: SharePath
  readonly poolRoot: PoolPath
  /** CACHE_DIR: a destination that is missing below it is made at the first real look, and the pool's marker lies in it. */
  readonly cacheDir?: PoolPath
  /** ARRAY_SOURCES; empty means: find them. */
  readonly arrayRoots: readonly ArrayPath[]
}

/** The state of one root, found without a call below it. */
export interface RootState {
  readonly path: string
  readonly state: 'online' | 'missing' | 'unmounted' | 'read-only' | 'refused'
  /** One sentence that names the path, what is wrong and the setting to look at; for online: what it is. */
  readonly sentence: string
  /** File-system type from the mount table, such as `xfs` or `fuse.mergerfs`. */
  readonly fileSystem: string
}

/** What was found out about all roots. */
export interface RootsReport {
  readonly share: RootState
  readonly pool: RootState
  readonly arrays: readonly RootState[]
  readonly situation: Situation
  /** Physical branches, found or configured; empty when a union hides them. */
  readonly arrayRoots: readonly ArrayPath[]
  /** Why nothing may be promoted, or undefined. */
  readonly promoteBlock: Reason | undefined
  /** Why nothing may be brought home, or undefined. */
  readonly evictBlock: Reason | undefined
  readonly warnings: readonly string[]
}

/** Room on a file system, bytes. */
export interface Room {
  readonly totalBytes: number
  /** What an unprivileged writer may still write (bavail), after what is in flight. */
  readonly freeBytes: number
}

/** What a root stands on. */
export interface Ground {
  /** Names the file system: roots with the same name share one disk and its room. */
  readonly group: string
  readonly reach: 'local' | 'network'
}

/** Whether a file put on the pool appears in the merged view, and only there. */
export type UnionProof = { readonly proven: true } | { readonly proven: false; readonly sentence: string }

/** The machine's storage. */
export interface StorageHost {
  /** Examines the roots: mount table, the roots themselves and the pool's marker; never anything below an array root. */
  examine(paths: RootPaths): Promise<RootsReport>
  /** Room of the pool's own file system (never of a union). Throws a Failure when it cannot be measured. */
  poolRoom(layout: StorageLayout): Promise<Room>
  /** What the pool and each array root stand on, from the mount table; no call below a root. */
  grounds(layout: StorageLayout): Promise<ReadonlyMap<string, Ground>>
  /** Looks at a unit's files on the array: names, sidecars, sizes, links, ages. Only for units that are about to move. Changes nothing. */
  inspect(layout: StorageLayout, unit: Unit): Promise<Inspection>
  /**
   * Proves, by a hidden file put on the pool for a moment, that the share shows what lies on the pool and that the array roots do not. Asked before
   * the first promotion on a union; a proof is remembered until the program ends. Throws a Failure when the pool cannot be written.
   *
   * @param relativeDirectory the folder of the file about to be promoted, relative to the roots
   */
  proveUnion(layout: StorageLayout, relativeDirectory: string): Promise<UnionProof>
  /** A person confirms that the storage is right as it is now: forgets what was remembered of these roots. Files are not touched. */
  confirmRoots(paths: RootPaths): Promise<void>
}
