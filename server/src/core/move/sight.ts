/** What is under a file's five names right now, put into the few words that the tables of next steps are written in. */
import type { FileEntry, Identity, Mark } from './machine.ts'

/** The five names of a file under way, as one look found them; undefined: nothing has that name. */
export interface Seen {
  readonly original: Identity | undefined
  readonly copy: Identity | undefined
  readonly backup: Identity | undefined
  readonly temp: Identity | undefined
  readonly link: Identity | undefined
}

/** original: as journaled; new: the copy that we brought home; touched: one of these, written to since; link: ours; other: a file, not ours; odd: neither. */
export type OriginalIs = 'original' | 'new' | 'touched' | 'link' | 'gone' | 'other' | 'odd'
/** ours: as journaled; touched: ours, written to since; damaged: ours, of another size although nobody wrote to it; replaced: another file; odd: no file. */
export type CopyIs = 'ours' | 'touched' | 'damaged' | 'replaced' | 'odd' | 'gone'
/** ours: the original's inode; twin: not that, but the inode that the original's name has now; other: not ours. */
export type BackupIs = 'ours' | 'twin' | 'other' | 'gone'
/** ours by its unique name and, once journaled, by its inode or its text. */
export type TemporaryIs = 'there' | 'odd' | 'gone'

/** One look in words. */
export interface Sight {
  readonly original: OriginalIs
  readonly copy: CopyIs
  readonly backup: BackupIs
  readonly temp: TemporaryIs
  readonly link: TemporaryIs
}

/** Same inode, size and modification time, and a plain file. */
export const isSame = (found: Identity | undefined, mark: Mark | undefined): boolean =>
  found?.kind === 'file' &&
  mark !== undefined &&
  found.inode === mark.inode &&
  found.sizeBytes === mark.sizeBytes &&
  found.modifiedNs === mark.modifiedNs

const hasInode = (found: Identity | undefined, mark: Mark | undefined): boolean =>
  found?.kind === 'file' && mark !== undefined && found.inode === mark.inode

const microsecond = 1000n

/** Same size and modification time within a microsecond: what a copy with its attributes has in common with its original. */
export const isLike = (found: Identity | undefined, mark: Mark): boolean => {
  if (found?.kind !== 'file' || found.sizeBytes !== mark.sizeBytes) return false
  const apart = BigInt(found.modifiedNs) - BigInt(mark.modifiedNs)
  return apart < microsecond && apart > -microsecond
}

const isOurLink = (found: Identity | undefined, text: string): boolean => found?.kind === 'link' && found.text === text

const originalOf = (entry: FileEntry, found: Identity | undefined): OriginalIs => {
  if (found === undefined) return 'gone'
  if (isOurLink(found, entry.linkText)) return 'link'
  if (found.kind !== 'file') return 'odd'
  if (entry.direction === 'out' && isSame(found, entry.temp)) return 'new'
  if (isSame(found, entry.source)) return 'original'
  const known = hasInode(found, entry.source) || (entry.direction === 'out' && hasInode(found, entry.temp))
  return known ? 'touched' : 'other'
}

const copyOf = (entry: FileEntry, found: Identity | undefined): CopyIs => {
  if (found === undefined) return 'gone'
  if (found.kind !== 'file') return 'odd'
  const expected = entry.direction === 'in' ? entry.temp : entry.copy
  if (isSame(found, expected)) return 'ours'
  if (!hasInode(found, expected)) return 'replaced'
  return entry.direction === 'out' && found.modifiedNs === expected?.modifiedNs ? 'damaged' : 'touched'
}

/** Modes that park nothing never look at that name: whatever has it is not ours. */
const backupOf = (entry: FileEntry, seen: Seen): BackupIs => {
  if (entry.mode.original !== 'backup' || seen.backup === undefined) return 'gone'
  if (hasInode(seen.backup, entry.source)) return 'ours'
  const twin =
    seen.backup.kind === 'file' && seen.original?.kind === 'file' && seen.backup.inode === seen.original.inode
  return twin ? 'twin' : 'other'
}

const tempOf = (entry: FileEntry, found: Identity | undefined): TemporaryIs => {
  if (found === undefined) return 'gone'
  const ours = entry.temp === undefined ? found.kind === 'file' : hasInode(found, entry.temp)
  return ours ? 'there' : 'odd'
}

const linkOf = (entry: FileEntry, found: Identity | undefined): TemporaryIs => {
  if (found === undefined) return 'gone'
  return isOurLink(found, entry.linkText) ? 'there' : 'odd'
}

/** Puts a look into words. */
export const sightOf = (entry: FileEntry, seen: Seen): Sight => ({
  original: originalOf(entry, seen.original),
  copy: copyOf(entry, seen.copy),
  backup: backupOf(entry, seen),
  temp: tempOf(entry, seen.temp),
  link: linkOf(entry, seen.link)
})
