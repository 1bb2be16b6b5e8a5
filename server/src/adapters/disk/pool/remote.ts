/** Whether the pool is served by another machine or another program: then calls may wait, and the kernel here does not hear what others change. */
import { type MountTable, mountOf } from '#adapters/disk/mountinfo.ts'

const served = /^(?:fuse|nfs|cifs|smb|9p|ceph|virtiofs)/u

/** Whether it is. */
export const isRemote = (mounts: MountTable, root: string): boolean =>
  served.test(mountOf(mounts, root)?.fileSystem ?? '')
