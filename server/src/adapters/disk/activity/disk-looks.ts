/** What can be known of the disks below roots without waking one: what Unraid says, and what the kernel counts. */
import { readFile } from 'node:fs/promises'
import { type Mount, type MountTable, mountOf, readMounts } from '#adapters/disk/mountinfo.ts'
import { type Ini, parseIni } from '#adapters/disk/unraid/ini.ts'
import type { DiskLook, DiskLooks } from '#ports/insight/disk-looks.ts'
import { lookBelow } from './block-device.ts'

/** Where it is read; made-up folders in tests. */
export interface DiskLookPlaces {
  /** UNRAID_STATE_DIR, as it is now. */
  readonly unraidFolder: () => string
  readonly sysFolder?: string
  readonly mounts?: () => Promise<MountTable>
}

const readDisks = async (folder: string): Promise<Ini | undefined> => {
  try {
    return parseIni(await readFile(`${folder}/disks.ini`, 'utf8'))
  } catch {
    // Not Unraid, or not mapped into this container.
    return undefined
  }
}

/** The section of a disk: the array's third one is mounted from `/dev/md3p1` (before 6.12: `/dev/md3`), encrypted ones from the mapper of that name. */
const diskNameOf = ({ source }: Mount): string | undefined => {
  const [, number] = /^\/dev\/(?:mapper\/)?md(\d+)(?:p\d+)?$/u.exec(source) ?? []
  return number === undefined ? undefined : `disk${number}`
}

const saidBy = (disks: Ini | undefined, mount: Mount | undefined): DiskLook['says'] => {
  const name = mount === undefined ? undefined : diskNameOf(mount)
  const spunDown = name === undefined ? undefined : disks?.sections.get(name)?.get('spundown')
  if (spunDown === '1') return 'asleep'
  return spunDown === '0' ? 'awake' : undefined
}

/** No call is made on any root: mount table, sysfs and a file in memory are all that is read. */
export const createDiskLooks = ({
  unraidFolder,
  sysFolder = '/sys',
  mounts = readMounts
}: DiskLookPlaces): DiskLooks => {
  const lookAt = async (path: string, mount: Mount | undefined, disks: Ini | undefined): Promise<DiskLook> => {
    const block = mount === undefined ? undefined : await lookBelow(mount.device, sysFolder)
    const slept = block?.isSuspended === true ? 'asleep' : undefined
    return {
      path,
      says: saidBy(disks, mount) ?? slept,
      isRotational: block?.isRotational,
      requests: block?.requests
    }
  }
  return {
    look: async (roots) => {
      const [table, disks] = await Promise.all([mounts(), readDisks(unraidFolder())])
      return Promise.all(roots.map((root) => lookAt(root, mountOf(table, root), disks)))
    }
  }
}
