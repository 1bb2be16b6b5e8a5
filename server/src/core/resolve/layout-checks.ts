/** Judgements on how roots lie to each other and whether they are what they were: on paths and facts alone, without a look at a disk. */
import type { Reason } from '@pcu/contract'
import type { Situation } from '#core/model/layout.ts'
import type { RootGates } from '#core/model/root-gate.ts'
import type { Mode } from '#core/model/unit.ts'
import { isBelow } from './path-map.ts'

/** How one directory lies to another. */
export type Overlap = 'same' | 'inside' | 'around'

/** How `path` lies to `other`, on whole components; undefined when they are apart. */
export const overlapOf = (path: string, other: string): Overlap | undefined => {
  const inside = isBelow(path, other)
  const around = isBelow(other, path)
  if (inside && around) return 'same'
  if (inside) return 'inside'
  return around ? 'around' : undefined
}

const IN_MEMORY = new Set(['tmpfs', 'ramfs', 'rootfs', 'devtmpfs'])
const IN_THE_CONTAINER = new Set(['overlay', 'aufs'])

/**
 * Why a file system loses its files at a restart, or undefined when it keeps them.
 *
 * @param fileSystem type as the mount table names it
 */
export const volatileBecause = (fileSystem: string): string | undefined => {
  if (IN_MEMORY.has(fileSystem)) {
    return `it lies in memory (${fileSystem}), so files there are lost at a restart; on Unraid every mistyped path below /mnt is memory`
  }
  return IN_THE_CONTAINER.has(fileSystem)
    ? `it lies in the container's own file system (${fileSystem}), because nothing is mapped there, so files are lost with the container`
    : undefined
}

const MERGED_VIEWS = new Set(['fuse.shfs', 'fuse.mergerfs', 'fuse.unionfs', 'fuse.unionfs-fuse', 'fuse.mhddfs', 'aufs'])

/** Whether a file system merges several directories into one view, by its type in the mount table. */
export const isMergedView = (fileSystem: string): boolean => MERGED_VIEWS.has(fileSystem)

/** What a root is, whatever its mount point is called: which file system, and which directory in it. */
export interface RootIdentity {
  readonly fileSystem: string
  /** Device, export or data set. */
  readonly source: string
  /** The directory within the file system; `/` is its root. */
  readonly inside: string
  /** When the file system was made, as text, where it tells; what names cannot tell apart this does. */
  readonly born?: string | undefined
}

/** Disks that changed places, and one that was formatted anew, keep the names that a path is known by. */
const isAnotherDisk = (before: RootIdentity, now: RootIdentity): boolean =>
  before.born !== undefined && now.born !== undefined && before.born !== now.born

/** Kernels number disks anew at every start, and a merged view is renamed with its branches; a network export is not. */
const mayBeRenamed = (before: RootIdentity, now: RootIdentity): boolean =>
  (before.source.startsWith('/dev/') && now.source.startsWith('/dev/')) || isMergedView(now.fileSystem)

/**
 * Whether a root is what it was. `renamed`: the same directory of the same kind of file system, whose device has another name now.
 * `other`: something else lies at that path, as when a disk is not mounted and its mount point shows the file system below.
 */
export const compareRoots = (before: RootIdentity, now: RootIdentity): 'same' | 'renamed' | 'other' => {
  if (before.fileSystem !== now.fileSystem || before.inside !== now.inside || isAnotherDisk(before, now)) return 'other'
  if (before.source === now.source) return 'same'
  return mayBeRenamed(before, now) ? 'renamed' : 'other'
}

/** What the judgement of a mode needs to know of the roots. */
export interface RootsForMode {
  readonly situation: Situation
  readonly branches: readonly string[]
  readonly gates: RootGates
}

/** Why this mode cannot promote anything here, or undefined: a mode that changes originals needs an array root that can be written. */
export const modeBlock = (mode: Mode, { situation, branches, gates }: RootsForMode): Reason | undefined => {
  if (mode.original === 'keep' || branches.length === 0) return undefined
  const [first] = branches
  const closed = branches.every((branch) => gates.get(branch)?.change !== undefined)
  if (!closed || first === undefined) return undefined
  const change = gates.get(first)?.change
  if (change?.code !== 'root-not-ready') return change
  const instead =
    situation === 'union'
      ? ' Or set COPY_TO_CACHE to true, which never changes the array.'
      : ' Or set COPY_TO_CACHE to true and USE_SYMLINKS_FOR_CACHE to false: then it is copied, and Plex is not shown the copy.'
  return { code: 'mode-unavailable', detail: `${change.root}: ${change.detail}${instead}` }
}
