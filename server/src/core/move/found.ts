/** What becomes of a file that the manifest knows and the database does not, from what is under its names. Pure; nothing on disk follows from it. */
import type { FileEntry, Identity, Mark } from './machine.ts'
import type { OrphanCause } from './orphan.ts'
import { chooseRoute } from './route.ts'
import { isLike, isSame, type Seen, sightOf } from './sight.ts'

/** What a manifest or the ledger knows of a file on the pool. */
export type KnownFile = Omit<
  FileEntry,
  'id' | 'moveId' | 'direction' | 'stage' | 'opId' | 'temp' | 'route' | 'ownedFileId'
> & { readonly copy: Mark }

/** same: as recorded, or written to since; twin: another inode with its size and time, to be read in full; gone; other: not ours. */
export type CopyFound = 'same' | 'twin' | 'gone' | 'other'

/** What the name on the pool holds, judged by the recorded mark. */
export const copyFound = (recorded: Mark, found: Identity | undefined): CopyFound => {
  if (found === undefined) return 'gone'
  if (found.kind === 'file' && found.inode === recorded.inode) return 'same'
  return isLike(found, recorded) ? 'twin' : 'other'
}

/** owned: ours as ever; orphan: ours, for a person; home: nothing of ours is left away from home. */
export type Verdict =
  | { readonly kind: 'owned' }
  | { readonly kind: 'orphan'; readonly cause: OrphanCause; readonly why: string }
  | { readonly kind: 'home' }

/** The file as an entry about to go home, for the tables that judge such entries. */
export const asEntry = (file: KnownFile): FileEntry => ({
  ...file,
  id: 0,
  moveId: 0,
  direction: 'out',
  stage: 'planned',
  opId: '',
  temp: undefined,
  route: undefined,
  ownedFileId: undefined
})

/** Whether the original is in its place and nothing of ours is beside it: then it is home, whatever was recorded. */
export const isHome = (file: KnownFile, seen: Seen): boolean =>
  seen.copy === undefined &&
  (isSame(seen.original, file.source) || isLike(seen.original, file.source)) &&
  (seen.backup === undefined || seen.backup.inode !== file.source.inode)

/** What a file is whose copy is gone, by what stands at its original's place. */
export const withoutCopy = (file: KnownFile, seen: Seen): Verdict => {
  if (isHome(file, seen)) return { kind: 'home' }
  const homeward = chooseRoute(file.mode, sightOf(asEntry(file), seen))
  if (homeward.kind === 'forget') return { kind: 'home' }
  return homeward.kind === 'go' ? { kind: 'owned' } : homeward
}
