/** Disks that can lose their power: array, pool and data on file systems of their own, which forget whatever was not made durable. */
import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newTally, type Tally } from '#test/prove/part.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'
import { type FileSystemName, fastFolder, must, type Place, succeeds } from '#test/prove/stage/place.ts'

const folders = ['array', 'pool', 'data'] as const
/** One of the disks. */
export type Folder = (typeof folders)[number]

/** Which file system each disk has. btrfs is left out: kernels without its shutdown call answer "inappropriate ioctl". */
export type RigOrder = Readonly<Record<Folder, Exclude<FileSystemName, 'btrfs'>>>

/** A place whose power can be cut. */
export interface Rig extends Place {
  /** Makes everything durable that is there now. */
  sync(): void
  /** One disk writes back everything that it has been given, as any disk may at any time. */
  flush(folder: Folder): void
  /** From now on nothing reaches the disks any more; what was not durable is lost. */
  cutPower(): void
  /** Mounts again what is left, with the log replayed. Nothing may be open. */
  powerOn(): void
  /** Empty disks. */
  wipe(): void
}

const makeDisk = (root: string, folder: Folder, type: FileSystemName): void => {
  const image = join(root, `${folder}.img`)
  writeFileSync(image, '')
  truncateSync(image, 320 * 1024 * 1024)
  must(`mkfs.${type}`, '-q', image)
  mkdirSync(join(root, folder))
  mount(root, folder)
}

const mount = (root: string, folder: Folder): void =>
  must('mount', '-o', 'loop', join(root, `${folder}.img`), join(root, folder))

/** Makes the disks. Throws when this machine cannot. */
const openRig = (order: RigOrder): Rig => {
  const root = ownFolder(fastFolder, 'pcu-power-')
  const remove = removedInTheEnd(() => {
    for (const folder of folders) succeeds('umount', '-l', join(root, folder))
    rmSync(root, { recursive: true, force: true })
  })
  try {
    for (const folder of folders) makeDisk(root, folder, order[folder])
  } catch (error) {
    remove()
    throw error
  }
  const each = (act: (path: string, folder: Folder) => void): void => {
    for (const folder of folders) act(join(root, folder), folder)
  }
  return {
    name: `${order.array} array, ${order.pool} pool, ${order.data} data`,
    array: join(root, 'array'),
    pool: join(root, 'pool'),
    data: join(root, 'data'),
    share: undefined,
    remove,
    sync: () => each((path) => must('sync', '-f', path)),
    flush: (folder) => must('sync', '-f', join(root, folder)),
    cutPower: () => each((path) => must('xfs_io', '-x', '-c', 'shutdown', path)),
    powerOn: () =>
      each((path, folder) => {
        must('umount', path)
        mount(root, folder)
      }),
    wipe: () =>
      each((path) => {
        for (const name of readdirSync(path)) {
          if (name !== 'lost+found') rmSync(join(path, name), { recursive: true, force: true })
        }
      })
  }
}

/** A rig, or the sentence why this machine has none. */
export const tryRig = (order: RigOrder): Rig | string => {
  try {
    const rig = openRig(order)
    rig.cutPower()
    rig.powerOn()
    return rig
  } catch (error) {
    return `power cuts: left out, ${error instanceof Error ? error.message.trim() : 'disks cannot be made here'}`
  }
}

/** Does something on a rig and gives back what it counted. */
export const withRig = async (order: RigOrder, act: (rig: Rig, tally: Tally) => Promise<void>): Promise<Tally> => {
  const tally = newTally()
  const rig = tryRig(order)
  if (typeof rig === 'string') return { ...tally, skipped: [rig] }
  try {
    await act(rig, tally)
  } finally {
    rig.remove()
  }
  return tally
}
