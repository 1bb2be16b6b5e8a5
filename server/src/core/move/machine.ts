/** The states of one move and of each of its files, the legal next ones, and what an entry in the journal knows. */
import type { PoolPath, SharePath } from '#core/model/place.ts'
import type { Mode, UnitId } from '#core/model/unit.ts'

/** preparing: bytes travel, nothing is visible yet; switching: names change, go forward; undoing: go back where that is possible. */
export type MoveStage = 'preparing' | 'switching' | 'undoing'

/**
 * Where one file stands. In: planned, copying, verified, published, switching. Out: planned, copying, verified, restored.
 * The last state of a file is no state: its row is gone and the ledger says what is.
 */
export type FileStage = 'planned' | 'copying' | 'verified' | 'published' | 'switching' | 'restored'

/**
 * How a file comes home. drop: the original is in place; put-back: the parked one over our link; relink: the parked one to the free name;
 * copy-back: the copy is the truth; write-back: it is, and goes on serving; set-aside: the original serves again, a damaged copy is kept.
 * Only a person's order, or what Plex confirmed, leads here: restore-parked: the parked original to its name, whether or not there is a copy;
 * recreate: the copy to a name that somebody had freed; clear: what is left of ours goes; finish-delete: the kept original goes too.
 * A file on its way in has one only where a share let our rename fail and is about to take the original's name away all the same (see `adapters/disk/names/standing.ts`).
 */
export type Route =
  | 'drop'
  | 'put-back'
  | 'relink'
  | 'copy-back'
  | 'write-back'
  | 'set-aside'
  | 'restore-parked'
  | 'recreate'
  | 'clear'
  | 'finish-delete'

/** What makes a file that file. Decimal text, because these numbers exceed what a number holds exactly. */
export interface Mark {
  readonly inode: string
  readonly sizeBytes: number
  readonly modifiedNs: string
}

/** What stands under a name, without following it. */
export interface Identity extends Mark {
  readonly kind: 'file' | 'link' | 'directory' | 'other'
  /** ctime, which no program can set. */
  readonly changedNs: string
  readonly links: number
  /** The text of a link; undefined for everything else. */
  readonly text: string | undefined
}

/** One file of an open move, as journaled. */
export interface FileEntry {
  readonly id: number
  readonly moveId: number
  readonly direction: 'in' | 'out'
  readonly stage: FileStage
  readonly opId: string
  readonly mode: Mode
  readonly role: 'video' | 'sidecar'
  /** Relative to every root. */
  readonly path: string
  readonly sharePath: SharePath
  readonly poolPath: PoolPath
  readonly arrayRoot: string
  readonly poolRoot: string
  /** The roots' own inodes when the file was promoted: a root that is not mounted has another. */
  readonly arrayRootInode: string
  readonly poolRootInode: string
  readonly linkText: string
  /** Name of the parked original, in the original's directory. */
  readonly backupName: string
  /** The original's name below its root where somebody gave it another one than on the pool; undefined: the same. */
  readonly homePath?: string | undefined
  /** Where the parked original lies below its root when that is not beside `path`. */
  readonly parkedPath?: string | undefined
  /** The original before anything was done. `changedNs` is its ctime. */
  readonly source: Mark & { readonly changedNs: string }
  readonly temp: Mark | undefined
  readonly copy: Mark | undefined
  /** XXH128 of the content, lower-case hex. */
  readonly hash: string | undefined
  readonly route: Route | undefined
  readonly ownedFileId: number | undefined
}

/** Where a file of ours is found after somebody renamed it. */
export interface Followed
  extends Pick<
    FileEntry,
    'path' | 'sharePath' | 'poolPath' | 'arrayRoot' | 'arrayRootInode' | 'homePath' | 'parkedPath'
  > {
  /** What Plex calls its title now; undefined: as before. */
  readonly ratingKeys?: readonly string[] | undefined
}

/** An open move with its open files. */
export interface OpenMove {
  readonly id: number
  readonly direction: 'in' | 'out'
  readonly unit: UnitId
  readonly title: string
  readonly stage: MoveStage
  readonly files: readonly FileEntry[]
}

const nextStages: Readonly<Record<FileStage, readonly FileStage[]>> = {
  planned: ['planned', 'copying', 'restored'],
  copying: ['verified'],
  verified: ['published', 'restored'],
  published: ['switching'],
  switching: ['switching'],
  restored: []
}

/** Whether a file may go from one stage to the other. Every stage may also end. */
export const mayFollow = (from: FileStage, to: FileStage): boolean => nextStages[from].includes(to)

/** Whether this move may go on after a crash: only once every byte of every file was verified. */
export const intentOf = (move: Pick<OpenMove, 'direction' | 'stage'>, stage: FileStage): Intent => {
  if (move.stage === 'undoing') return 'undo'
  if (move.direction === 'in') return move.stage === 'switching' ? 'forward' : 'undo'
  return stage === 'verified' || stage === 'restored' ? 'forward' : 'undo'
}

/** forward: finish what was begun; undo: bring back what was, as far as nothing irreversible has happened. */
export type Intent = 'forward' | 'undo'
