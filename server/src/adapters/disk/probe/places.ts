/** Where a question is asked: at the root, or at the mount below it that holds the file, at the same relative place on every branch. */
import { type MountTable, mountOf } from '#adapters/disk/mountinfo.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { isBelow, under } from '#core/resolve/path-map.ts'

/** One relative place on pool and array, and in the view where there is one. */
export interface Places {
  /** Relative to the roots; empty at the roots themselves. */
  readonly offset: string
  readonly pool: string
  readonly array: string
  readonly view: string | undefined
}

const at = (root: string, offset: string): string => (offset === '' ? root : under(root, offset))

/** How many components of the way lead to the mount that holds it; 0 when that is the root's own. */
const depthOf = (table: MountTable, root: string, way: readonly string[]): number => {
  const mount = mountOf(table, at(root, way.join('/')))
  if (mount === undefined || mount.mountPoint === root || !isBelow(mount.mountPoint, root)) return 0
  return mount.mountPoint.slice(root === '/' ? 1 : root.length + 1).split('/').length
}

/** Every folder at the top of Unraid's view is a share of its own; ours must not become one. */
const leastDepth = (table: MountTable, shareRoot: string): number =>
  mountOf(table, shareRoot)?.fileSystem === 'fuse.shfs' && mountOf(table, shareRoot)?.mountPoint === shareRoot ? 1 : 0

/**
 * The places of one file: ZFS data sets and mappings below a root are file systems of their own, so the deepest one on the way decides.
 *
 * @param directory of the file, relative to the roots
 */
export const placesOf = (
  table: MountTable,
  layout: StorageLayout,
  file: { readonly arrayRoot: string; readonly directory: string }
): Places => {
  const way = file.directory.split('/').filter((part) => part !== '')
  const roots = [layout.poolRoot, file.arrayRoot]
  const depth = Math.max(leastDepth(table, layout.shareRoot), ...roots.map((root) => depthOf(table, root, way)))
  const offset = way.slice(0, depth).join('/')
  return {
    offset,
    pool: at(layout.poolRoot, offset),
    array: at(file.arrayRoot, offset),
    view: layout.situation === 'union' ? at(layout.shareRoot, offset) : undefined
  }
}
