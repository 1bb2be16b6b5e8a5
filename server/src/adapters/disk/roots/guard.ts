/** The last guard before every write, in the lowest layer: only a root that is identified at this moment is changed. */
import type { FileSystem, Spot } from '#ports/file-system.ts'
import type { IdentifiedRoots } from './identified.ts'

/** A file system that changes nothing below a root that is not what it was. One call to the root directory itself before each act. */
export const createRootGuard = (disk: FileSystem, roots: Pick<IdentifiedRoots, 'insistOn'>): FileSystem => {
  const guarded = async <T>({ root }: Spot, act: () => Promise<T>): Promise<T> => {
    await roots.insistOn(root)
    return await act()
  }
  return {
    ...disk,
    // What is journaled of a root must be the root's: an empty mount point's inode would be waited for in vain for ever.
    look: (spot) => (spot.path === '' ? guarded(spot, () => disk.look(spot)) : disk.look(spot)),
    link: (order) => guarded(order.to, () => disk.link(order)),
    unlink: (spot, expected, witness) => guarded(spot, () => disk.unlink(spot, expected, witness)),
    replace: (order) => guarded(order.to, () => disk.replace(order)),
    makeLink: (text, spot) => guarded(spot, () => disk.makeLink(text, spot)),
    makeDirectory: (spot, like) => guarded(spot, () => disk.makeDirectory(spot, like)),
    removeDirectory: (spot) => guarded(spot, () => disk.removeDirectory(spot)),
    syncDirectory: (spot) => guarded(spot, () => disk.syncDirectory(spot)),
    copy: (order) => guarded(order.to, () => disk.copy(order))
  }
}
