/** Finds a file of ours that somebody renamed: our link under another name at home, or on a union our copy under another name on the pool. Looks only. */
import { type PoolPath, type SharePath, sharePath } from '#core/model/place.ts'
import type { FileEntry, Followed, Identity } from '#core/move/machine.ts'
import { backupNames, directoryOf, nameOf, parkedPathOf, sibling } from '#core/move/names.ts'
import { isSame, type Seen, type Sight } from '#core/move/sight.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import type { EvictOrder } from '#ports/mover.ts'

/** Where it is now; the ledger is all that changes. */
export interface Follow {
  readonly kind: 'followed'
  readonly to: Followed
}

/** What was found under the file's own names. */
export interface Around {
  readonly seen: Seen
  readonly sight: Sight
}

interface Context {
  readonly order: EvictOrder
  readonly deps: MoveDeps
}

/** What may be its name now. */
interface Candidate {
  readonly sharePath: SharePath
  readonly ratingKeys?: readonly string[] | undefined
}

/** Where a name is, below both roots. */
interface Placed {
  readonly candidate: Candidate
  readonly path: string
  readonly poolPath: PoolPath
}

/** Whether the file has a name now. */
type Following = (
  entry: FileEntry,
  found: { readonly placed: Placed; readonly around: Around },
  context: Context
) => Promise<Follow | undefined>

/** Nothing of its name is where it was left: somebody deleted it, or gave it another name. */
const mayBeRenamed = ({ mode }: FileEntry, { original, copy }: Sight): boolean =>
  mode.presentation === 'symlink'
    ? original !== 'link' && original !== 'original'
    : mode.presentation === 'union' && copy === 'gone'

const stemOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.'))) || name

/** What a sidecar is called once its video has this name: in the video's folder, and after it where it was called after it. */
const besideNew = (path: string, video: string, newVideo: string): SharePath => {
  const [name, stem] = [nameOf(path), stemOf(nameOf(video))]
  const rest = name.startsWith(stem) ? `${stemOf(nameOf(newVideo))}${name.slice(stem.length)}` : name
  return sharePath(sibling(newVideo, rest))
}

/** A sidecar that lies above its video's folder, as a show's poster above a season, moves with that folder. */
const aboveNew = (path: string, video: string, newVideo: string): readonly SharePath[] => {
  let [old, now] = [directoryOf(video), directoryOf(newVideo)]
  while (old !== '' && old !== directoryOf(path)) [old, now] = [directoryOf(old), directoryOf(now)]
  return old === '' ? [] : [sharePath(`${now}/${nameOf(path)}`)]
}

const candidatesFor = (entry: FileEntry, { unit, successor }: EvictOrder): readonly Candidate[] => {
  const files = successor?.files ?? []
  if (entry.role === 'video') return files
  const videos = unit.files.filter(({ role }) => role === 'video')
  return videos.flatMap((video) =>
    files.flatMap((file) =>
      [
        besideNew(entry.sharePath, video.sharePath, file.sharePath),
        ...aboveNew(entry.sharePath, video.sharePath, file.sharePath)
      ].map((path) => ({ sharePath: path }))
    )
  )
}

const isParked = (found: Identity | undefined, { source }: FileEntry): boolean =>
  found?.kind === 'file' && found.inode === source.inode

/** Where the parked original is now: where it was, or beside the new name under its old name or one made of the new name. */
const findParked = async (
  entry: FileEntry,
  { sight }: Around,
  { arrayRoot, path, deps }: { readonly arrayRoot: string; readonly path: string; readonly deps: MoveDeps }
): Promise<string> => {
  const before = parkedPathOf(entry)
  if (entry.mode.original !== 'backup' || sight.backup === 'ours') return before
  for (const name of [nameOf(before), ...backupNames(nameOf(path))]) {
    const parked = sibling(path, name)
    if (isParked(await deps.fileSystem.look({ root: arrayRoot, path: parked }), entry)) return parked
  }
  return before
}

/** The disk where our link has this name. */
const findLink = async (entry: FileEntry, path: string, { order, deps }: Context): Promise<string | undefined> => {
  for (const root of new Set([entry.arrayRoot, ...order.layout.arrayRoots])) {
    const found = await deps.fileSystem.look({ root, path })
    if (found?.kind === 'link' && found.text === entry.linkText) return root
  }
  return undefined
}

const followLink: Following = async (entry, { placed, around }, context) => {
  const { path, candidate } = placed
  const { deps } = context
  const arrayRoot = await findLink(entry, path, context)
  if (arrayRoot === undefined) return undefined
  // No rename leads from one disk to another.
  if (arrayRoot !== entry.arrayRoot && around.sight.backup === 'ours') return undefined
  const root = await deps.fileSystem.look({ root: arrayRoot, path: '' })
  if (root === undefined) return undefined
  const parkedPath = await findParked(entry, around, { arrayRoot, path, deps })
  const to = { ...candidate, path: entry.path, poolPath: entry.poolPath, arrayRoot, arrayRootInode: root.inode }
  return { kind: 'followed', to: { ...to, homePath: path, parkedPath } }
}

/** On a union the copy's own name is what people rename; a kept original must have gone with it, or both show. */
const followCopy: Following = async (entry, { placed, around }, { deps }) => {
  const { path, poolPath, candidate } = placed
  if (!isSame(await deps.fileSystem.look({ root: entry.poolRoot, path }), entry.copy)) return undefined
  if ((await deps.journal.ownedAt(entry.poolRoot, path)) !== undefined) return undefined
  const { arrayRoot, arrayRootInode } = entry
  const original = await deps.fileSystem.look({ root: arrayRoot, path })
  const kept = entry.mode.original === 'keep'
  if (kept ? !isSame(original, entry.source) : original !== undefined) return undefined
  const parkedPath = kept ? undefined : await findParked(entry, around, { arrayRoot, path, deps })
  return { kind: 'followed', to: { ...candidate, path, poolPath, arrayRoot, arrayRootInode, parkedPath } }
}

/**
 * Where the file is under one of the names that Plex lists instead; undefined where none of them is certainly ours: a link with our very text, or our copy's inode
 * untouched. Where it cannot be followed although it is there, it stays as it is.
 */
export const findRenamed = async (entry: FileEntry, around: Around, context: Context): Promise<Follow | undefined> => {
  if (!mayBeRenamed(entry, around.sight)) return undefined
  const paths = createPathMap(context.order.layout, [])
  const follow = entry.mode.presentation === 'symlink' ? followLink : followCopy
  for (const { sharePath: share, ratingKeys } of candidatesFor(entry, context.order)) {
    if (share === entry.sharePath) continue
    const placed = {
      candidate: { sharePath: share, ...(ratingKeys === undefined ? {} : { ratingKeys }) },
      path: paths.relativeOf(share),
      poolPath: paths.poolOf(share)
    }
    const found = await follow(entry, { placed, around }, context)
    if (found !== undefined) return found
  }
  return undefined
}
