/** Lets leftovers go of a file that somebody deleted or replaced, once the file that took its place is seen to be whole. */
import type { Reason } from '@pcu/contract'
import type { SharePath } from '#core/model/place.ts'
import type { Successor } from '#core/model/unit.ts'
import type { FileEntry, Identity } from '#core/move/machine.ts'
import type { OrphanCause } from '#core/move/orphan.ts'
import type { Homeward } from '#core/move/route.ts'
import { isSame, type Seen, type Sight } from '#core/move/sight.ts'
import { createPathMap, under } from '#core/resolve/path-map.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { EvictOrder } from '#ports/mover.ts'
import { type Follow, findRenamed } from './follow.ts'
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

/** What keeps a file from being taken for the newer one. ours: it is our link or our copy under a new name, so that nothing newer is there at all. */
interface Doubt {
  readonly ours: boolean
  readonly detail: string
}

interface Context {
  readonly order: EvictOrder
  readonly deps: MoveDeps
}

const isOurs = (found: Identity, root: string, entry: FileEntry): boolean =>
  found.kind === 'link' ? found.text === entry.linkText : root === entry.poolRoot && found.inode === entry.copy?.inode

/** Why what has a name is not the whole newer file; undefined when it is: a plain file of the size that Plex read in it, and at rest. */
const doubtAbout = (found: Identity, { sizeBytes }: SuccessorFile, deps: MoveDeps): string | undefined => {
  if (found.kind !== 'file') return 'its name is no plain file'
  if (found.sizeBytes !== sizeBytes) return 'it is not of the size that Plex saw in it'
  return restedMinutes(found, deps) < deps.minimumAgeMinutes() ? 'it may still be being written' : undefined
}

/**
 * Where it may be: on every disk of the array; and on the pool, where somebody may have put it or we may have brought it already. Under the very name the pool holds
 * our copy of the older file. Where links serve, a file of the pool has its name only while a link at home leads to it: the copy of a film whose link was renamed says
 * nothing of what lies beside it.
 */
const rootsOf = async (path: string, entry: FileEntry, { order, deps }: Context): Promise<readonly string[]> => {
  const { arrayRoots, poolRoot, linkRoot } = order.layout
  if (path === entry.path) return arrayRoots
  if (entry.mode.presentation !== 'symlink') return [...arrayRoots, poolRoot]
  for (const root of arrayRoots) {
    const found = await deps.fileSystem.look({ root, path })
    if (found?.kind === 'link' && found.text === under(linkRoot, path)) return [...arrayRoots, poolRoot]
  }
  return arrayRoots
}

/** Looks for it. */
const lookFor = async (file: SuccessorFile, entry: FileEntry, context: Context): Promise<Doubt | undefined> => {
  const { order, deps } = context
  const { layout } = order
  const path = createPathMap(layout, []).relativeOf(file.sharePath)
  let doubt: Doubt = { ours: false, detail: 'it was not found' }
  for (const root of await rootsOf(path, entry, context)) {
    const found = await deps.fileSystem.look({ root, path })
    if (found === undefined) continue
    const ours = isOurs(found, root, entry)
    const detail = ours ? 'it is our own file under a new name' : doubtAbout(found, file, deps)
    if (detail === undefined) return undefined
    doubt = { ours: doubt.ours || ours, detail }
  }
  return doubt
}

/** The first of the new files that is not seen to be whole, and why. */
const unproven = async (
  successor: Successor,
  entry: FileEntry,
  context: Context
): Promise<(Doubt & { readonly path: SharePath }) | undefined> => {
  for (const file of successor.files) {
    const doubt = await lookFor(file, entry, context)
    if (doubt !== undefined) return { ...doubt, path: file.sharePath }
  }
  return undefined
}

const renamed = (path: SharePath): Homeward => ({
  kind: 'orphan',
  cause: 'renamed',
  why: `somebody renamed it to ${path}, which is our copy under a new name; it goes on serving there`
})

const isOrphan = ({ unit }: EvictOrder, { sharePath }: FileEntry): boolean =>
  unit.files.some((file) => file.sharePath === sharePath && file.orphan !== undefined)

/**
 * The way of a file whose unit something took the place of: as it is, followed to its new name, or cleared away. What cannot be proved becomes an orphan as ever; one that is an orphan
 * already waits, with the reason.
 */
export const supersede = async (
  entry: FileEntry,
  found: { readonly seen: Seen; readonly sight: Sight; readonly homeward: Homeward },
  context: Context
): Promise<Homeward | Follow> => {
  const { order } = context
  const renamedTo = await findRenamed(entry, found, context)
  if (renamedTo !== undefined) return renamedTo
  const lead = order.successor === undefined ? undefined : leftoversLead(entry, found)
  if (lead === undefined || order.successor === undefined) return found.homeward
  const doubt = await unproven(order.successor, entry, context)
  if (doubt === undefined) return lead
  if (doubt.ours) return renamed(doubt.path)
  if (!isOrphan(order, entry)) return found.homeward
  const reason: Reason = { code: 'successor-unproven', path: doubt.path, detail: doubt.detail }
  throw new StoodBack(reason)
}
