/** What the mover needs to write down before it acts, and the one transaction that closes an entry and changes the ledger. */
import type { Reason } from '@pcu/contract'
import type { SharePath } from '#core/model/place.ts'
import type { Mode, OwnedUnit, UnitId } from '#core/model/unit.ts'
import type { FileEntry, FileStage, Followed, Mark, MoveStage, OpenMove, Route } from '#core/move/machine.ts'
import type { OrphanCause } from '#core/move/orphan.ts'
import type { RegisteredFile, RegisteredPlace, RegisteredUnit } from './register.ts'

/** A file of a move that is about to be planned: the part of its entry that is known before anything was done. */
export type PlannedFile = Pick<
  FileEntry,
  | 'path'
  | 'role'
  | 'sharePath'
  | 'poolPath'
  | 'arrayRoot'
  | 'poolRoot'
  | 'arrayRootInode'
  | 'poolRootInode'
  | 'linkText'
  | 'backupName'
  | 'homePath'
  | 'parkedPath'
  | 'source'
>

/** A unit that is about to go to the pool. */
export interface PlannedPromotion {
  readonly unit: UnitId
  readonly title: string
  readonly sectionId: string
  readonly ratingKeys: readonly string[]
  readonly mode: Mode
  readonly because: readonly [Reason, ...Reason[]]
  /** Files of the unit in all, also those that are on the pool already. */
  readonly expectedFiles: number
  /** Files that are owned already and only gain this unit. */
  readonly sharedFileIds: readonly number[]
  readonly files: readonly PlannedFile[]
}

/** A directory below a root. */
export interface DirectoryName {
  readonly root: string
  readonly path: string
}

/** What changes in an entry. Fields that are left out stay. */
export interface EntryChange {
  readonly stage?: FileStage
  readonly arrayRoot?: string
  readonly arrayRootInode?: string
  readonly backupName?: string
  readonly source?: Mark & { readonly changedNs: string }
  readonly temp?: Mark
  readonly copy?: Mark
  readonly hash?: string
  readonly route?: Route
  /** Directories that are about to be made, so that they can be removed again when they are empty. */
  readonly directories?: readonly DirectoryName[]
}

/**
 * How an entry ends. cached: owned from now on; home: no longer owned; kept: still owned; renewed: still owned, with a new original;
 * followed: still owned, under the name that somebody gave it; undone: as if nothing had been; orphan: for a person.
 */
export type Ending =
  | { readonly kind: 'cached' }
  | { readonly kind: 'undone' }
  | { readonly kind: 'home' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'renewed' }
  | { readonly kind: 'followed'; readonly to: Followed }
  | { readonly kind: 'orphan'; readonly cause: OrphanCause; readonly why: string }

/** A file that is owned, with what the protocol needs to bring it home. */
export interface OwnedRecord {
  readonly id: number
  readonly entry: Omit<FileEntry, 'id' | 'moveId' | 'direction' | 'stage' | 'opId' | 'temp' | 'route' | 'ownedFileId'>
  /** How many units it serves. */
  readonly units: number
  /** Why a person should look at it first; undefined when all is well. */
  readonly orphan: string | undefined
}

/** A file that lies on the pool because of us although the database did not know it. */
export interface FoundFile {
  readonly file: RegisteredFile
  /** Why a person should look at it first; undefined when all is well. */
  readonly orphan: { readonly cause: OrphanCause; readonly why: string } | undefined
}

/** The journal. Every call is one durable transaction. Errors are Failures. */
export interface Journal {
  /** Everything that is not closed, oldest first. */
  unfinished(): Promise<readonly OpenMove[]>
  openPromotion(promotion: PlannedPromotion): Promise<OpenMove>
  /** Opens the way home of the unit's files that serve no other unit; the others only lose the unit. */
  openEviction(unit: OwnedUnit, because: readonly [Reason, ...Reason[]]): Promise<OpenMove>
  /** Opens these files of a unit alone, whatever else they serve; the unit keeps the others. */
  openSome(unit: OwnedUnit, because: readonly [Reason, ...Reason[]], files: readonly SharePath[]): Promise<OpenMove>
  setStage(moveId: number, stage: MoveStage): Promise<void>
  note(entry: FileEntry, change: EntryChange): Promise<FileEntry>
  /** Ends an entry and changes the ledger with it. The last entry of a move ends the move. `forget`: directories that are no longer ours. */
  close(entry: FileEntry, ending: Ending, forget: readonly DirectoryName[]): Promise<void>
  /** The owned file at this place of the pool. */
  ownedAt(poolRoot: string, path: string): Promise<OwnedRecord | undefined>
  /** The units that an owned file serves. */
  unitsOf(ownedFileId: number): Promise<readonly RegisteredUnit[]>
  /** Every directory that we made and that is still ours to take away. */
  madeDirectories(): Promise<readonly DirectoryName[]>
  /** These are gone, or no longer ours. */
  forgetDirectories(gone: readonly DirectoryName[]): Promise<void>
  /** Takes found files into the ledger with their units, all or none; one that is there already becomes what was found. */
  adopt(found: readonly FoundFile[]): Promise<void>
  /** Lets go of owned files that are home already, and of units without a file. */
  disown(places: readonly RegisteredPlace[]): Promise<void>
  /** Whether we made this directory. */
  madeDirectory(root: string, path: string): Promise<boolean>
}
