/** What the kernel counts and knows of the disks below a file system, read from sysfs: memory of the kernel, nothing is sent to a device. */
import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'

/** All disks below one file system together. */
export interface BlockLook {
  readonly isRotational: boolean | undefined
  /** Reads and writes that were completed since they were attached. */
  readonly requests: number | undefined
  /** Whether the kernel itself put all of them to sleep; undefined where it does not manage that (a disk may stand still all the same). */
  readonly isSuspended: boolean | undefined
}

/** A mirror of stripes on an encrypted volume is four deep; a loop is none. */
const deepest = 8

const text = async (path: string): Promise<string | undefined> => {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    // What sysfs does not show is not known; that is no trouble of ours.
    return undefined
  }
}

const names = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

const folderOf = async (link: string): Promise<string | undefined> => {
  try {
    return await realpath(link)
  } catch {
    return undefined
  }
}

/** The whole disks below a device: a partition's own disk, and through mappers and arrays their parts. */
const disksBelow = async (folder: string, depth = 0): Promise<readonly string[]> => {
  const below = depth < deepest ? await names(`${folder}/slaves`) : []
  if (below.length > 0) {
    const parts = await Promise.all(below.map((name) => folderOf(`${folder}/slaves/${name}`)))
    const found = await Promise.all(parts.flatMap((part) => (part === undefined ? [] : [disksBelow(part, depth + 1)])))
    return [...new Set(found.flat())]
  }
  return [(await text(`${folder}/partition`)) === undefined ? folder : dirname(folder)]
}

/** Completed reads and writes are the first and the fifth number (Documentation/block/stat.rst of the kernel). */
const requestsIn = (stat: string | undefined): number | undefined => {
  const counts = stat?.split(/\s+/u).map(Number) ?? []
  const [reads, writes] = [counts[0], counts[4]]
  return reads === undefined || writes === undefined || !Number.isFinite(reads + writes) ? undefined : reads + writes
}

const lookAtDisk = async (disk: string): Promise<BlockLook> => {
  const [rotational, stat, power] = await Promise.all([
    text(`${disk}/queue/rotational`),
    text(`${disk}/stat`),
    text(`${disk}/device/power/runtime_status`)
  ])
  return {
    isRotational: rotational === undefined ? undefined : rotational === '1',
    requests: requestsIn(stat),
    // `active` is also what is told of a disk that its own timer stopped.
    isSuspended: power === 'suspended' ? true : undefined
  }
}

const allOrNone = <Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined => {
  const known = values.flatMap((value) => (value === undefined ? [] : [value]))
  return values.length > 0 && known.length === values.length ? known : undefined
}

/** The disks below `device` (`major:minor`); undefined where sysfs knows no such device, as of a network or merged file system. */
export const lookBelow = async (device: string, sysFolder: string): Promise<BlockLook | undefined> => {
  const folder = await folderOf(`${sysFolder}/dev/block/${device}`)
  if (folder === undefined) return undefined
  const looks = await Promise.all((await disksBelow(folder)).map(lookAtDisk))
  const rotational = allOrNone(looks.map(({ isRotational }) => isRotational))
  return {
    isRotational: rotational?.some(Boolean),
    requests: allOrNone(looks.map(({ requests }) => requests))?.reduce((sum, one) => sum + one, 0),
    isSuspended: allOrNone(looks.map(({ isSuspended }) => isSuspended)) === undefined ? undefined : true
  }
}
