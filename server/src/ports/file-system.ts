/** What the transfer protocol needs of a file system: few primitives, each naming what it expects to find before it takes anything away. */
import type { Identity, Mark } from '#core/move/machine.ts'
import type { Room } from './storage-host.ts'

/** A name below a root. `path` is relative, without `.`, `..` or empty components; the empty path is the root itself. */
export interface Spot {
  readonly root: string
  readonly path: string
}

/** What must be under a name for it to be unlinked or overwritten. Anything else is a Failure `move.changed` and nothing happens. */
export type Expected =
  | { readonly kind: 'same'; readonly mark: Mark }
  /** The same inode, written to or not. */
  | { readonly kind: 'inode'; readonly inode: string }
  | { readonly kind: 'link'; readonly text: string }
  /** Any plain file. Only for temporary names, which are ours because nobody else can guess them. */
  | { readonly kind: 'plain-file' }

/**
 * A name that must hold this at the very moment another one is given or taken away: the reason why that is safe. Where one is taken away, it is opened as well;
 * a name that is in sight but cannot be opened is a Failure `move.doubtful`, and nothing happens.
 */
export interface Witness {
  readonly spot: Spot
  readonly expected: Expected
}

/** Give a file a second name. */
export interface LinkOrder {
  readonly from: Spot
  readonly expected: Expected
  readonly to: Spot
  readonly witness?: Witness
}

/** Rename within one directory, over what is there. When it fails and what was there does not stand any more, that is a Failure `move.doubtful`. */
export interface ReplaceOrder {
  readonly from: Spot
  readonly to: Spot
  readonly expected: { readonly from: Expected; readonly to: Expected }
  readonly witness?: Witness
}

/** A mutating act with its name: the seam where tests kill, fail and interfere. */
export interface Step {
  <T>(name: string, act: () => Promise<T>): Promise<T>
  /** Nobody looks between two acts, so that those of one small copy may be asked for in one breath. */
  readonly isUnwatched?: true
}

/** How much of a copy is read again before it counts. full: all of it; sample: head, tail and random blocks. */
export type Verification = 'full' | 'sample'

/** Whoever may hold copies up for a while. */
export interface Pause {
  readonly paused: () => boolean
  /** Tells of every change until the function that it gives back is called. */
  readonly changed: (listener: () => void) => () => void
}

/** Whether somebody has a file open. unknown: its file system, or the rights of this process, do not let us tell. */
export type Use = 'free' | 'in-use' | 'unknown'

/** Copy one file to a temporary name. */
export interface CopyOrder {
  readonly from: Spot
  /** The source must be this before, during and after. */
  readonly expected: Mark & { readonly changedNs: string }
  /** Must not exist. Left behind when the copy fails; the caller drops it. */
  readonly to: Spot
  readonly verification: Verification
  /**
   * The source's name goes once the copy has its own, so that on one file system the copy may be a second name of the same inode. Its mark
   * is then the source's, and the source's `changedNs` is no longer what was expected. Never unless true.
   */
  readonly mayLink?: boolean
  readonly signal: AbortSignal
  /** Holds the copy up between two blocks, while it is read again too. Absent: never. */
  readonly pause?: Pause
  readonly step: Step
  /** Bytes that have arrived (phase copying) or were read again (phase verifying). */
  onProgress(phase: 'copying' | 'verifying', bytes: number): void
  /** Asked every 64 MiB; throws when the copy must stop. */
  checkpoint(bytesCopied: number): Promise<void>
}

/** A complete, durable, verified copy under its temporary name. */
export interface Copied {
  readonly mark: Mark
  /** XXH128, lower-case hex, as `xxhsum -H2` prints it. */
  readonly hash: string
}

/** Room where a spot lies. */
export interface SpotRoom extends Room {
  /** Names the file system: spots with the same name share its room. */
  readonly group: string
}

/** Who reads a whole file. */
export interface Reader {
  readonly signal: AbortSignal
  /** Called at every block that came. */
  readonly answered?: (() => void) | undefined
}

/** A file system. Every call resolves the directories below the root one by one and refuses symbolic links among them. Errors are Failures. */
export interface FileSystem {
  /** What has this name; undefined when nothing has, when its directory is missing, and when it is a file without a link, in sight only until its readers are gone. */
  look(spot: Spot): Promise<Identity | undefined>
  /** The names in a directory; undefined when there is none. Names that are no text are left out. */
  list(directory: Spot): Promise<readonly string[] | undefined>
  /** A second name for a file. Never replaces: Failure `disk.exists`. */
  link(order: LinkOrder): Promise<void>
  unlink(spot: Spot, expected: Expected, witness?: Witness): Promise<void>
  replace(order: ReplaceOrder): Promise<void>
  /** Makes a symbolic link. Never replaces: Failure `disk.exists`. */
  makeLink(text: string, spot: Spot): Promise<void>
  /** Makes a directory with owner, mode and times of another; false when it is there already. */
  makeDirectory(spot: Spot, like: Spot): Promise<boolean>
  /** Removes an empty directory; false when it is not empty or not there. */
  removeDirectory(spot: Spot): Promise<boolean>
  /** Makes the names in a directory durable. */
  syncDirectory(spot: Spot): Promise<void>
  copy(order: CopyOrder): Promise<Copied>
  /** The XXH128 of a file that must be as expected; nothing is changed. */
  digest(spot: Spot, expected: Mark, reader: Reader): Promise<string>
  /** Whether somebody has the file open, anywhere on this machine. Failure `move.changed` when it is not what is expected. */
  inUse(spot: Spot, expected: Expected): Promise<Use>
  /**
   * The room of the file system where the spot lies, or will. On one whose numbers lag behind what was written (btrfs), a file that is there is made durable first,
   * after which they are true.
   */
  room(spot: Spot): Promise<SpotRoom>
}
