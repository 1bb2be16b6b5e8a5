/** Rows of the journal and the ledger as the entries that the transfer protocol works with, and back. */
import { type Reason, reasonSchema } from '@pcu/contract'
import type { Selectable, Updateable } from 'kysely'
import type { FileEntry, Mark } from '#core/move/machine.ts'
import type { EntryChange, OwnedRecord, PlannedFile } from '#ports/journal.ts'
import { Failure } from '#src/failure.ts'
import type { MoveFileTable, OwnedFileTable } from './move-tables.ts'

type MoveFileRow = Selectable<MoveFileTable>
type OwnedFileRow = Selectable<OwnedFileTable>

/** The mark of three columns; undefined when one of them is empty. */
export const markOf = (inode: string | null, size: number | null, modified: string | null): Mark | undefined =>
  inode === null || size === null || modified === null ? undefined : { inode, sizeBytes: size, modifiedNs: modified }

const sourceOf = (row: OwnedFileRow | MoveFileRow): FileEntry['source'] => ({
  inode: row.source_inode,
  sizeBytes: row.source_size_bytes,
  modifiedNs: row.source_modified_ns,
  changedNs: row.source_changed_ns
})

const placedOf = (row: OwnedFileRow | MoveFileRow): OwnedRecord['entry'] => ({
  mode: { presentation: row.presentation, original: row.original },
  role: row.role,
  path: row.path,
  sharePath: row.share_path,
  poolPath: row.pool_path,
  arrayRoot: row.array_root,
  poolRoot: row.pool_root,
  arrayRootInode: row.array_root_inode,
  poolRootInode: row.pool_root_inode,
  linkText: row.link_text,
  backupName: row.backup_name,
  homePath: row.home_path ?? undefined,
  parkedPath: row.parked_path ?? undefined,
  source: sourceOf(row),
  copy: markOf(row.copy_inode, row.copy_size_bytes, row.copy_modified_ns),
  hash: row.hash ?? undefined
})

/** A journal row with the direction of its move, as an entry. */
export const entryOf = (row: MoveFileRow, direction: 'in' | 'out'): FileEntry => ({
  ...placedOf(row),
  id: row.id,
  moveId: row.move_id,
  direction,
  stage: row.stage,
  opId: row.op_id,
  temp: markOf(row.temp_inode, row.temp_size_bytes, row.temp_modified_ns),
  route: row.route ?? undefined,
  ownedFileId: row.owned_file_id ?? undefined
})

/** A ledger row as the record of an owned file. */
export const ownedRecordOf = (row: OwnedFileRow, units: number): OwnedRecord => ({
  id: row.id,
  entry: placedOf(row),
  units,
  orphan: row.state === 'orphan' ? (row.detail ?? 'it is not where it was left') : undefined
})

const sourceColumns = (source: FileEntry['source']) => ({
  source_inode: source.inode,
  source_size_bytes: source.sizeBytes,
  source_modified_ns: source.modifiedNs,
  source_changed_ns: source.changedNs
})

/** The columns that a journal row and a ledger row have in common. */
export const placedColumns = (file: PlannedFile, mode: FileEntry['mode']) => ({
  path: file.path,
  role: file.role,
  presentation: mode.presentation,
  original: mode.original,
  share_path: file.sharePath,
  pool_path: file.poolPath,
  array_root: file.arrayRoot,
  pool_root: file.poolRoot,
  array_root_inode: file.arrayRootInode,
  pool_root_inode: file.poolRootInode,
  link_text: file.linkText,
  backup_name: file.backupName,
  home_path: file.homePath ?? null,
  parked_path: file.parkedPath ?? null,
  ...sourceColumns(file.source)
})

/** The columns of a file whose copy is known: what the ledger keeps, and what the way home starts from. */
export const copiedColumns = (entry: OwnedRecord['entry'], copy: Mark | undefined) => ({
  ...placedColumns(entry, entry.mode),
  copy_inode: copy?.inode ?? null,
  copy_size_bytes: copy?.sizeBytes ?? null,
  copy_modified_ns: copy?.modifiedNs ?? null,
  hash: entry.hash ?? null
})

/** The columns that a change sets. */
export const changedColumns = (change: EntryChange): Updateable<MoveFileTable> => ({
  ...(change.stage === undefined ? {} : { stage: change.stage }),
  ...(change.route === undefined ? {} : { route: change.route }),
  ...(change.hash === undefined ? {} : { hash: change.hash }),
  ...(change.backupName === undefined ? {} : { backup_name: change.backupName }),
  ...(change.arrayRoot === undefined ? {} : { array_root: change.arrayRoot }),
  ...(change.arrayRootInode === undefined ? {} : { array_root_inode: change.arrayRootInode }),
  ...(change.source === undefined ? {} : sourceColumns(change.source)),
  ...(change.temp === undefined
    ? {}
    : {
        temp_inode: change.temp.inode,
        temp_size_bytes: change.temp.sizeBytes,
        temp_modified_ns: change.temp.modifiedNs
      }),
  ...(change.copy === undefined
    ? {}
    : {
        copy_inode: change.copy.inode,
        copy_size_bytes: change.copy.sizeBytes,
        copy_modified_ns: change.copy.modifiedNs
      })
})

const becauseSchema = reasonSchema.array().nonempty()

/** Reads stored reasons. The same text is common to many units, so it is understood once. */
export const createReasonReader = (): ((text: string) => readonly [Reason, ...Reason[]]) => {
  const known = new Map<string, readonly [Reason, ...Reason[]]>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const [first, ...rest] = becauseSchema.parse(JSON.parse(text))
    if (first === undefined)
      throw new Failure('store.broken', { sentence: 'A unit on the pool has no reason.', retry: 'never' })
    const read: readonly [Reason, ...Reason[]] = [first, ...rest]
    known.set(text, read)
    return read
  }
}
