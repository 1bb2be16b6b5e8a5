/** What must hold before a file may go to the pool, and what the journal needs to know of it then. Looks only. */
import type { Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { SharePath } from '#core/model/place.ts'
import type { SeenFile } from '#core/model/unit.ts'
import type { Identity } from '#core/move/machine.ts'
import { backupNames, isMoveName, nameOf, sibling } from '#core/move/names.ts'
import { hardLinkRefusal, modeFor } from '#core/resolve/hard-links.ts'
import { createPathMap, type PathMap } from '#core/resolve/path-map.ts'
import type { Spot } from '#ports/file-system.ts'
import type { PlannedFile } from '#ports/journal.ts'
import type { PromoteOrder } from '#ports/mover.ts'
import type { MoveDeps } from './deps.ts'
import { StoodBack } from './stood-back.ts'

const usable: ReadonlySet<string> = new Set([
  'union+keep',
  'union+backup',
  'union+remove',
  'symlink+backup',
  'symlink+remove',
  'bare+keep',
  'bare+remove'
])

const refuse = (reason: Reason): never => {
  throw new StoodBack(reason)
}

const insistOnMode = ({ mode, arrayRoots }: StorageLayout): void => {
  const name = `${mode.presentation}+${mode.original}`
  if (!usable.has(name)) refuse({ code: 'mode-unavailable', detail: `the mode ${name} does not exist.` })
  if (arrayRoots.length > 0) return
  const detail =
    'the disks behind the share are not visible here, so nothing could be brought home safely (ARRAY_SOURCES).'
  refuse({ code: 'mode-unavailable', detail })
}

const inodeOfRoot = async (root: string, deps: MoveDeps): Promise<string> => {
  const found = await deps.fileSystem.look({ root, path: '' })
  if (found?.kind === 'directory') return found.inode
  throw new StoodBack({ code: 'root-not-ready', root, detail: 'it is not there.' })
}

interface Found {
  readonly arrayRoot: string
  readonly identity: Identity
}

/** The branch that the union would show: the first that has the name. Disks are asked in turn, only now that the file is about to move. */
const findBranch = async (path: string, layout: StorageLayout, deps: MoveDeps): Promise<Found | undefined> => {
  for (const arrayRoot of layout.arrayRoots) {
    const identity = await deps.fileSystem.look({ root: arrayRoot, path })
    if (identity !== undefined) return { arrayRoot, identity }
  }
  return undefined
}

const kindWords = { link: 'symbolic link', directory: 'folder', other: 'special file', file: 'file' } as const

const insistOnOriginal = (file: SeenFile, found: Found | undefined, layout: StorageLayout): Found => {
  const path = file.path
  if (found === undefined) return refuse({ code: 'file-missing', path })
  const { identity } = found
  if (identity.kind !== 'file') return refuse({ code: 'not-a-regular-file', path, kind: kindWords[identity.kind] })
  if (identity.sizeBytes !== file.sizeBytes) {
    return refuse({ code: 'changed-meanwhile', path, detail: 'its size is not what it was when it was looked at' })
  }
  const mode = modeFor(layout, identity.links)
  if (mode === undefined) return refuse(hardLinkRefusal(layout, path, identity.links))
  if (mode.original !== layout.mode.original) {
    return refuse({ code: 'changed-meanwhile', path, detail: 'it got another name since it was looked at' })
  }
  return found
}

const insistOnFreeName = async (spot: Spot, reason: Reason, deps: MoveDeps): Promise<void> => {
  if ((await deps.fileSystem.look(spot)) !== undefined) refuse(reason)
}

const backupNameFor = async (path: string, found: Found, deps: MoveDeps): Promise<string> => {
  const [name] = backupNames(nameOf(path))
  const spot = { root: found.arrayRoot, path: sibling(path, name) }
  await insistOnFreeName(spot, { code: 'backup-in-the-way', path: `${spot.root}/${spot.path}` }, deps)
  return name
}

/** Where it cannot be told, age and sessions have been asked already. */
const insistOnUnused = async (
  share: SharePath,
  { arrayRoot, identity }: Found,
  { path, deps }: { readonly path: string; readonly deps: MoveDeps }
): Promise<void> => {
  if (!deps.skipsFilesInUse()) return
  const use = await deps.fileSystem.inUse({ root: arrayRoot, path }, { kind: 'same', mark: identity })
  if (use === 'in-use') refuse({ code: 'in-use', path: share })
}

const nameRefusal = (share: SharePath): Reason | undefined =>
  isMoveName(nameOf(share))
    ? { code: 'name-not-supported', path: share, detail: 'it is a temporary name of a move' }
    : undefined

/** A unit moves as a whole: one file of it that has another name decides how all of them are cached (HARD_LINKS). */
export const asItMayBeCached = (order: PromoteOrder): PromoteOrder => {
  const links = Math.max(1, ...order.inspection.files.map((file) => file.links))
  const mode = modeFor(order.layout, links) ?? order.layout.mode
  return { ...order, layout: { ...order.layout, mode } }
}

/** The gates of one layout. */
export interface Gate {
  readonly paths: PathMap
  /** A file as the journal plans it. Throws StoodBack with the reason when it may not go. */
  admit(file: SeenFile): Promise<PlannedFile>
}

/** Opens the gates: mode and pool first, which hold for every file. */
export const openGate = async (layout: StorageLayout, deps: MoveDeps): Promise<Gate> => {
  insistOnMode(layout)
  const paths = createPathMap(layout, [])
  const { poolRoot, mode } = layout
  const poolRootInode = await inodeOfRoot(poolRoot, deps)

  const admit = async (file: SeenFile): Promise<PlannedFile> => {
    const path = paths.relativeOf(file.path)
    const refusal = nameRefusal(file.path)
    if (refusal !== undefined) refuse(refusal)
    const found = insistOnOriginal(file, await findBranch(path, layout, deps), layout)
    const poolPath = paths.poolOf(file.path)
    await insistOnFreeName({ root: poolRoot, path }, { code: 'already-on-pool', path: poolPath }, deps)
    await insistOnUnused(file.path, found, { path, deps })
    const backupName =
      mode.original === 'backup' ? await backupNameFor(path, found, deps) : backupNames(nameOf(path))[0]
    const { inode, sizeBytes, modifiedNs, changedNs } = found.identity
    return {
      path,
      role: file.role,
      sharePath: file.path,
      poolPath,
      arrayRoot: found.arrayRoot,
      poolRoot,
      arrayRootInode: await inodeOfRoot(found.arrayRoot, deps),
      poolRootInode,
      linkText: `${layout.linkRoot === '/' ? '' : layout.linkRoot}/${path}`,
      backupName,
      source: { inode, sizeBytes, modifiedNs, changedNs }
    }
  }

  return { paths, admit }
}
