/** The shape of the tables behind moves: what is under way (the journal) and what lies on the pool because of us (the ledger). */
import type { Generated } from 'kysely'
import type { PoolPath, SharePath } from '#core/model/place.ts'
import type { OriginalFate, Presentation, UnitId } from '#core/model/unit.ts'
import type { FileStage, MoveStage, Route } from '#core/move/machine.ts'
import type { OrphanCause } from '#core/move/orphan.ts'

/** A move that is not closed. Its rows go away in the transaction that closes it. */
export interface MoveTable {
  id: Generated<number>
  direction: 'in' | 'out'
  unit: UnitId
  title: string
  section_id: string
  /** JSON array of text. */
  rating_keys: string
  presentation: Presentation
  original: OriginalFate
  /** JSON array of reasons. */
  because: string
  stage: MoveStage
  /** How many files the unit has when all of it is on the pool. */
  expected_files: number
  /** JSON array of owned files that only gain this unit. */
  shared_files: string
  /** Epoch milliseconds. */
  started_at: number
}

/** Where a file is and was, and what it looked like. Inodes and nanoseconds are decimal text. */
interface PlacedFileColumns {
  path: string
  role: 'video' | 'sidecar'
  presentation: Presentation
  original: OriginalFate
  share_path: SharePath
  pool_path: PoolPath
  array_root: string
  pool_root: string
  array_root_inode: string
  pool_root_inode: string
  link_text: string
  backup_name: string
  /** Where the original's name is when somebody renamed it, and where it is parked then (migration 0014); null: as on the pool, and beside. */
  home_path: Generated<string | null>
  parked_path: Generated<string | null>
  source_inode: string
  source_size_bytes: number
  source_modified_ns: string
  source_changed_ns: string
  copy_inode: string | null
  copy_size_bytes: number | null
  copy_modified_ns: string | null
  hash: string | null
}

/** One file of an open move. */
export interface MoveFileTable extends PlacedFileColumns {
  id: Generated<number>
  move_id: number
  stage: FileStage
  /** Names the temporary files: `.mc-<op_id>.part` and `.mc-<op_id>.link`. */
  op_id: string
  route: Route | null
  temp_inode: string | null
  temp_size_bytes: number | null
  temp_modified_ns: string | null
  owned_file_id: number | null
}

/** A file on the pool that we put there. */
export interface OwnedFileTable extends PlacedFileColumns {
  id: Generated<number>
  state: 'cached' | 'orphan'
  /** Why a person should look, when the state is orphan. */
  detail: string | null
  /** What somebody did (migration 0004); null where it is not known or all is well. */
  orphan_cause: Generated<OrphanCause | null>
  /** Epoch milliseconds (migration 0004). */
  orphaned_at: Generated<number | null>
  /** Bytes that Plex listed when the array was last compared with that (migration 0011). */
  listed_size_bytes: Generated<number | null>
}

/** A unit on the pool that we put there. */
export interface OwnedUnitTable {
  id: Generated<number>
  unit: UnitId
  title: string
  section_id: string
  rating_keys: string
  presentation: Presentation
  original: OriginalFate
  because: string
  expected_files: number
  promoted_at: number
  last_wanted_at: number
  /** The viewing that was known then (migration 0003); null when there was none. */
  watched_when_wanted: Generated<number | null>
  /** JSON array of the files of other versions (migration 0011); null when that was never noted. */
  known_files: Generated<string | null>
  /** Kinds of the wishes then, JSON (migration 0012); null when that was not noted. */
  last_wanted_by: Generated<string | null>
}

/** Which units a file serves. A sidecar may serve several; it goes home with the last. */
export interface OwnedMemberTable {
  owned_unit_id: number
  owned_file_id: number
}

/** A directory that we made and may remove when it is empty. */
export interface MadeDirectoryTable {
  root: string
  path: string
}

/** The tables behind moves, by name. */
export interface MoveTables {
  move: MoveTable
  move_file: MoveFileTable
  owned_unit: OwnedUnitTable
  owned_file: OwnedFileTable
  owned_member: OwnedMemberTable
  made_directory: MadeDirectoryTable
}
