/** What kind of file system an open file lies on, because that decides how its bytes are best read and written. */
import { type OpenFile, statfs } from '#adapters/disk/calls.ts'

/** local: a disk of this machine; fuse: a program in between, a union above all; network: another machine. */
export type Medium = 'local' | 'fuse' | 'network'

/** `f_type` of statfs(2), from linux/magic.h and the sources of the file systems. */
const kinds: Readonly<Record<number, Medium>> = {
  1702057286: 'fuse', // FUSE_SUPER_MAGIC 0x65735546
  26985: 'network', // NFS_SUPER_MAGIC 0x6969
  20859: 'network', // SMB_SUPER_MAGIC 0x517b
  4266872130: 'network', // SMB2_SUPER_MAGIC 0xfe534d42
  4283649346: 'network', // CIFS_SUPER_MAGIC 0xff534d42
  12805120: 'network', // CEPH_SUPER_MAGIC 0x00c36400
  1397113167: 'network', // AFS_SUPER_MAGIC 0x5346414f
  16914839: 'network' // V9FS_MAGIC 0x01021997
}

/** btrfs clones between its subvolumes, which have different device numbers. */
const btrfs = 0x9123683e
/** Block cloning of ZFS has a record of damaged copies (openzfs 15526). */
const zfs = 0x2fc12fc1

/** What is known of the file system of an open file. */
export interface Ground {
  readonly medium: Medium
  /** `f_type` of statfs(2). */
  readonly type: number
  readonly device: bigint
}

/** Looks at the file system of an open file. */
export const groundOf = async (file: Pick<OpenFile, 'fd'>, device: bigint): Promise<Ground> => {
  const type = (await statfs(`/proc/self/fd/${file.fd}`)).type >>> 0
  return { medium: kinds[type] ?? 'local', type, device }
}

/** Whether blocks may be shared between files on these two, as far as one can tell without trying. */
export const mayClone = (from: Ground, to: Ground): boolean =>
  from.type === to.type && from.type !== zfs && (from.device === to.device || from.type === btrfs)
