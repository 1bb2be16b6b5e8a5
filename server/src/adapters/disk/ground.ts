/** What a root stands on: the file system whose room it shares with others, and whether that is reached over a network. Decides on the mount alone. */
import { realpath } from 'node:fs/promises'
import type { Ground } from '#ports/storage-host.ts'
import { type Mount, type MountTable, mountOf } from './mountinfo.ts'

/** Types of the kernel and of common FUSE programs behind which another machine stands. */
const overNetwork =
  /^(nfs\d*|cifs|smb3|smbfs|9p|afs|ceph|lustre|beegfs|orangefs|davfs|fuse\.(sshfs|rclone|glusterfs|ceph|davfs2?|s3fs|smbnetfs|juicefs|mfs))$/u

/**
 * The name that all mounts of one file system's room share. The mount table's device is that of the superblock: one for all subvolumes and binds,
 * where `st_dev` is another one per btrfs subvolume. Datasets of a ZFS pool are file systems of their own that share the room of the pool, which is the
 * first part of their name.
 */
export const groupOf = (mount: Mount): string =>
  mount.fileSystem === 'zfs' ? `zfs ${mount.source.split('/')[0]}` : `device ${mount.device}`

/** The ground of a mount. */
const groundOf = (mount: Mount): Ground => ({
  group: groupOf(mount),
  reach: overNetwork.test(mount.fileSystem) ? 'network' : 'local'
})

/** A root whose links cannot be resolved now is told apart by its name; whoever works on it meets the error. */
const resolved = async (root: string): Promise<string> => {
  try {
    return await realpath(root)
  } catch {
    return root
  }
}

/** The ground of each root. One that the mount table does not show stands alone. */
export const groundsOf = async (roots: readonly string[], table: MountTable): Promise<ReadonlyMap<string, Ground>> => {
  const found = new Map<string, Ground>()
  for (const root of roots) {
    const mount = mountOf(table, await resolved(root))
    found.set(root, mount === undefined ? { group: `root ${root}`, reach: 'local' } : groundOf(mount))
  }
  return found
}
