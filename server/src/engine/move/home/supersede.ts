/** Lets leftovers go of a file that somebody deleted or replaced, once the file that took its place is seen to be whole. */
import type { Reason } from '@pcu/contract'
import type { Successor } from '#core/model/unit.ts'
import type { FileEntry, Identity } from '#core/move/machine.ts'
import type { OrphanCause } from '#core/move/orphan.ts'
import type { Homeward } from '#core/move/route.ts'
import { isSame, type Seen, type Sight } from '#core/move/sight.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { EvictOrder } from '#ports/mover.ts'
import { restedMinutes } from './rest.ts'

type SuccessorFile = Successor['files'][number]

const goneByOthers: ReadonlySet<OrphanCause> = new Set(['original-deleted', 'original-replaced', 'copy-deleted'])

/** Nobody wrote to what would go: neither to the copy nor to the parked original. */
const isAsWeLeftIt = (entry: FileEntry, seen: Seen, sight: Sight): boolean =>
  (sight.copy === 'ours' || sight.copy === 'gone') && (sight.backup !== 'ours' || isSame(seen.backup, entry.source))

/**
 * Where leftovers lead when their successor is whole; undefined where a person must look all the same. A kept original that shows again is nothing of ours: what
 * becomes of it is FINISH_DELETES.
 */
const leftoversLead = (
  entry: FileEntry,
  { seen, sight, homeward }: { readonly seen: Seen; readonly sight: Sight; readonly homeward: Homeward }
): Homeward | undefined => {
  if (homeward.kind !== 'orphan' || !isAsWeLeftIt(entry, seen, sight)) return undefined
  if (homeward.cause === 'lost') return sight.original === 'link' ? { kind: 'go', route: 'clear' } : { kind: 'forget' }
  if (!goneByOthers.has(homeward.cause)) return undefined
  const showsAgain = homeward.cause === 'copy-deleted' && entry.mode.original === 'keep'
  return showsAgain ? undefined : { kind: 'go', route: 'clear' }
}

/** Why what has a name is not the whole newer file; undefined when it is: a plain file of the size that Plex read in it, at rest, and not our own copy, renamed. */
const doubtAbout = (
  found: Identity,
  { file, isOurs, deps }: { readonly file: SuccessorFile; readonly isOurs: boolean; readonly deps: MoveDeps }
): string | undefined => {
  if (found.kind !== 'file') return 'its name is no plain file'
  if (isOurs) return 'it is our own copy under another name'
  if (found.sizeBytes !== file.sizeBytes) return 'it is not of the size that Plex saw in it'
  return restedMinutes(found, deps) < deps.minimumAgeMinutes() ? 'it may still be being written' : undefined
}

/** Looks for it on every disk of the array, and on the pool, where somebody may have put it or we may have brought it already. */
const lookFor = async (
  file: SuccessorFile,
  entry: FileEntry,
  { order, deps }: { readonly order: EvictOrder; readonly deps: MoveDeps }
): Promise<string | undefined> => {
  const { layout } = order
  const path = createPathMap(layout, []).relativeOf(file.sharePath)
  let doubt: string | undefined = 'it was not found'
  for (const root of [...layout.arrayRoots, layout.poolRoot]) {
    const found = await deps.fileSystem.look({ root, path })
    if (found === undefined) continue
    const isOurs = root === entry.poolRoot && found.inode === entry.copy?.inode
    doubt = doubtAbout(found, { file, isOurs, deps })
    if (doubt === undefined) return undefined
  }
  return doubt
}

const unproven = async (
  successor: Successor,
  entry: FileEntry,
  context: { readonly order: EvictOrder; readonly deps: MoveDeps }
): Promise<(Reason & { readonly code: 'successor-unproven' }) | undefined> => {
  for (const file of successor.files) {
    const detail = await lookFor(file, entry, context)
    if (detail !== undefined) return { code: 'successor-unproven', path: file.sharePath, detail }
  }
  return undefined
}

const isOrphan = ({ unit }: EvictOrder, { sharePath }: FileEntry): boolean =>
  unit.files.some((file) => file.sharePath === sharePath && file.orphan !== undefined)

/**
 * The way of a file whose unit something took the place of: as it is, or cleared away. What cannot be proved becomes an orphan as ever; one that is an orphan
 * already waits, with the reason.
 */
export const supersede = async (
  entry: FileEntry,
  found: { readonly seen: Seen; readonly sight: Sight; readonly homeward: Homeward },
  context: { readonly order: EvictOrder; readonly deps: MoveDeps }
): Promise<Homeward> => {
  const { order } = context
  const lead = order.successor === undefined ? undefined : leftoversLead(entry, found)
  if (lead === undefined || order.successor === undefined) return found.homeward
  const doubt = await unproven(order.successor, entry, context)
  if (doubt === undefined) return lead
  if (isOrphan(order, entry)) throw new StoodBack(doubt)
  return found.homeward
}
