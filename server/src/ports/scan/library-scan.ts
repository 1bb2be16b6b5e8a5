/** What looking for files in additional libraries needs of the disks, and of what was kept of earlier looks. */
import type { Reason } from '@pcu/contract'

/** A folder as it was read. */
export interface ScannedFolder {
  /** Relative to the root; empty for the root itself. */
  readonly path: string
  /** Time of its last change, nanoseconds as decimal text; empty when it may change again without a newer time, so that it is read again. */
  readonly modifiedNs: string
  /** When it was read, epoch milliseconds. */
  readonly readAt: number
  /** Names of videos in it. */
  readonly names: readonly string[]
  /** Names of folders in it. */
  readonly folders: readonly string[]
}

/** Folders of earlier walks. What is damaged counts as not there. */
export interface ScanMemory {
  /** Those of these folders that are known, by path. */
  known(root: string, paths: readonly string[]): Promise<ReadonlyMap<string, ScannedFolder>>
  /** Keeps folders as they were read now, and forgets everything below folders of theirs that are gone. */
  keep(
    root: string,
    change: { readonly folders: readonly ScannedFolder[]; readonly gone: readonly string[] }
  ): Promise<void>
  /** Forgets libraries that are not among these. */
  only(roots: readonly string[]): Promise<void>
}

/** What a walk found, and how. */
export interface Walked {
  readonly folders: number
  readonly files: number
  /** Folders whose names were read from the disk; the others were as they were. */
  readonly read: number
  /** Folders that could not be read or were too many, in whole sentences. */
  readonly unread: readonly string[]
  /** Whether every folder was visited. */
  readonly whole: boolean
}

/** Looks into libraries. Follows no link, changes nothing. */
export interface LibraryScanner {
  /** The size of a regular file; undefined when there is none of this name. Throws the Failure of a root that does not answer. */
  sizeOf(root: string, path: string): Promise<number | undefined>
  /**
   * Walks all folders below a root. Reads those whose time has changed and takes the others as they were kept. Throws the signal's reason, and the Failure of
   * a root that does not answer.
   */
  walk(
    root: string,
    order: {
      /** Hears every folder with the names of its videos. */
      readonly visit: (folder: string, names: readonly string[]) => void | Promise<void>
      /** Nothing more is sought. */
      readonly isOver: () => boolean
      readonly signal: AbortSignal
    }
  ): Promise<Walked>
}

/** What became of a path of Plex at an earlier look. */
export type KeptAnswer =
  | { readonly kind: 'found'; readonly path: string; readonly at: number }
  | { readonly kind: 'left'; readonly reason: Reason; readonly at: number }

/** Answers of earlier looks, by path of Plex. */
export interface FoundFiles {
  all(): Promise<ReadonlyMap<string, KeptAnswer>>
  put(answers: ReadonlyMap<string, KeptAnswer>): Promise<void>
  forget(plexPaths: readonly string[]): Promise<void>
}
