/** What the engine needs of the machine's storage: which roots are sound, how they relate, what a unit's files look like. */
import type { Reason, RootFacts, RootStateName, ViewFacts } from '@pcu/contract'
import type { CopyFinding } from '#core/model/copies.ts'
import type { ShareRule } from '#core/model/host-state.ts'
import type { Situation, StorageLayout } from '#core/model/layout.ts'
import type { ArrayPath, PoolPath, SharePath } from '#core/model/place.ts'
import type { RootGates } from '#core/model/root-gate.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import type { Answers } from '#core/resolve/capabilities.ts'
import type { Failure } from '#src/failure.ts'
import type { OwnedCopy } from './ledger.ts'

/** Roots as configured. */
export interface RootPaths {
  readonly shareRoot: SharePath
  readonly poolRoot: PoolPath
  /** CACHE_DIR: a destination that is missing below it is made at the first real look, and the pool's marker lies in it. */
  readonly cacheDir?: PoolPath
  /** ARRAY_SOURCES; empty means: find them. */
  readonly arrayRoots: readonly ArrayPath[]
  /** Present for an additional library: roots of the others, which it must lie apart from whatever it is called here. */
  readonly apartFrom?: readonly string[]
}

/** The state of one root, found without a call below it. */
export interface RootState {
  readonly path: string
  readonly state: RootStateName
  /** One sentence that names the path, what is wrong and the setting to look at; for online: what it is. */
  readonly sentence: string
  /** File-system type from the mount table, such as `xfs` or `fuse.mergerfs`. */
  readonly fileSystem: string
  /** What an unprivileged writer may still write there; undefined when it could not be measured. */
  readonly freeBytes?: number | undefined
}

/** What was found out about all roots. */
export interface RootsReport {
  readonly share: RootState
  readonly pool: RootState
  readonly arrays: readonly RootState[]
  readonly situation: Situation
  /** Physical branches that are what they were, found or configured, in the union's order; empty when a union hides them. */
  readonly arrayRoots: readonly ArrayPath[]
  /** The same with those that are away, which may hold files that nobody sees now. */
  readonly branches: readonly ArrayPath[]
  /** What single array roots do not allow; they hold back the units whose files lie there, and no others. */
  readonly gates: RootGates
  /** Why nothing at all may be promoted, or undefined. */
  readonly promoteBlock: Reason | undefined
  /** Why nothing at all may be brought home, or undefined. */
  readonly evictBlock: Reason | undefined
  readonly warnings: readonly string[]
  /** Bytes that the machine's own settings keep free, by root, such as Unraid's "minimum free space". */
  readonly floors?: ReadonlyMap<string, number>
  /** The machine's own shares in sight, where it tells of any. */
  readonly shares?: readonly ShareRule[]
  /** The same of each additional library, in the order of the settings; absent where there are none. */
  readonly sources?: readonly RootsReport[]
}

/** Room on a file system, bytes. */
export interface Room {
  readonly totalBytes: number
  /** What an unprivileged writer may still write (bavail). */
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

/** A file about to move, for which the storage is asked what it can do. */
export interface ProbedFile {
  readonly arrayRoot: ArrayPath
  /** Relative to the roots. */
  readonly path: string
}

/** What pool, disk and view can do for one file. Undefined: not known, or not needed in the layout's mode. */
export interface StorageAnswers extends Answers {
  /** Why the disk of the array could not be asked, as the end of a sentence; undefined when it was, or need not be. */
  readonly trouble: string | undefined
  /** The same as what it says of the disk; one for all files that were asked about together. */
  readonly failure?: Failure
}

/** Everything that is known of what the storage can do, as far as it still holds. */
export interface KnownAnswers {
  readonly places: readonly RootFacts[]
  readonly view: ViewFacts | undefined
}

/** The machine's storage. */
export interface StorageHost {
  /** Examines the roots: mount table, the roots themselves and the pool's marker; never anything below an array root. */
  examine(paths: RootPaths): Promise<RootsReport>
  /** Room of the pool's own file system (never of a union). Throws a Failure when it cannot be measured. */
  poolRoom(layout: StorageLayout): Promise<Room>
  /** Why the machine's own mover should be waited for, or undefined; absent where there is none to be seen. */
  otherMover?(): Promise<Reason | undefined>
  /** Takes the pool for this installation, for as long as this program lives; why nothing may be done with it, or undefined. Absent: nobody else can have it. */
  claimPool?(poolRoot: string): Promise<Reason | undefined>
  /** Room of the file system of one root. Throws a Failure when it cannot be measured. */
  roomOf(root: string): Promise<Room>
  /** What the pool and each array root stand on, from the mount table; no call below a root. */
  grounds(layout: StorageLayout): Promise<ReadonlyMap<string, Ground>>
  /** Those of these copies on the pool that are not as they were left; where their root is not the one they were put below, nothing is judged. */
  lookAtCopies(copies: readonly OwnedCopy[]): Promise<readonly CopyFinding[]>
  /** Looks at a unit's files on the array: names, sidecars, sizes, links, ages. Only for units that are about to move. Changes nothing. */
  inspect(layout: StorageLayout, unit: Unit): Promise<Inspection>
  /**
   * Proves, by a hidden file put on the pool for a moment, that the share shows what lies on the pool and that the array roots do not. Asked before
   * the first promotion on a union; a proof is remembered until the program ends. Throws a Failure when the pool cannot be written.
   *
   * @param relativeDirectory the folder of the file about to be promoted, relative to the roots
   */
  proveUnion(layout: StorageLayout, relativeDirectory: string): Promise<UnionProof>
  /**
   * What pool, disk and merged view can do for each of these files, in their order: asked by hidden files in folders of our own, once for each place and kept until the file
   * system, the kernel, Unraid, mergerfs or how it is mounted changes. A mode that keeps originals asks the array at most once, for the view.
   * Throws a Failure when the pool cannot be asked.
   *
   * @param ask false: only what is known already; nothing is written
   */
  probe(
    layout: StorageLayout,
    order: { readonly files: readonly ProbedFile[]; readonly ask: boolean }
  ): Promise<readonly StorageAnswers[]>
  /** What was asked before and still holds. Touches no disk. */
  answers(): Promise<KnownAnswers>
  /** A person confirms that the storage is right as it is now: forgets what was remembered of these roots and what they can do. Files are not touched. */
  confirmRoots(paths: RootPaths): Promise<void>
}
