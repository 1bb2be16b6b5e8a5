/** Room where a spot lies, on its own branch and never of a union, with the name of the file system that it shares it with. */
import { constants } from 'node:fs'
import { open, readFile, statfs } from 'node:fs/promises'
import type { Spot, SpotRoom } from '#ports/file-system.ts'
import type { OpenFile } from './calls.ts'
import { errnoOf, isAbsent } from './errno-words.ts'
import { groupOf } from './ground.ts'
import { readMounts } from './mountinfo.ts'
import { type Pinned, withDirectory, withName } from './pin.ts'
import { roomOf } from './room.ts'

/** The kernel says of every handle on which mount it was opened; names are not asked, so links and later mounts cannot mislead. */
const mountIdOf = async (directory: Pick<OpenFile, 'fd'>): Promise<number> => {
  const facts = await readFile(`/proc/self/fdinfo/${directory.fd}`, 'utf8')
  return Number(/^mnt_id:\s*(\d+)/mu.exec(facts)?.[1])
}

const groupAt = async (directory: Pick<OpenFile, 'fd' | 'stat'>): Promise<string> => {
  const id = await mountIdOf(directory)
  const mount = (await readMounts()).find((candidate) => candidate.id === id)
  return mount === undefined ? `st_dev ${(await directory.stat({ bigint: true })).dev}` : groupOf(mount)
}

/** Magic number of statfs(2). */
const BTRFS = 0x9123683e

/**
 * btrfs counts what was written only when it is logged or committed: 64 MiB written around the page cache left the free bytes unchanged, and a datasync
 * corrected them (kernel 6.18, in 70 ms on a slow disk).
 */
const settle = async ({ directory, at }: Pinned): Promise<void> => {
  if ((await statfs(`/proc/self/fd/${directory.fd}`)).type !== BTRFS) return
  const file = await open(at, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    if ((await file.stat()).isFile()) await file.datasync()
  } finally {
    await file.close()
  }
}

/** That a disk takes no more names says nothing of the bytes of files that have theirs; whoever makes a file is told. */
const measure = (spot: Spot): Promise<SpotRoom> =>
  withDirectory(spot, async (directory) => {
    const counts = await statfs(`/proc/self/fd/${directory.fd}`)
    return { ...roomOf({ ...counts, files: 0 }), group: await groupAt(directory) }
  })

const parentOf = (spot: Spot): Spot => ({
  root: spot.root,
  path: spot.path.slice(0, Math.max(0, spot.path.lastIndexOf('/')))
})

/** Room at the spot, or where it would be. Throws the system's error. */
export const roomAt = async (spot: Spot): Promise<SpotRoom> => {
  if (spot.path === '') return await measure(spot)
  try {
    await withName(spot, settle)
  } catch (thrown) {
    // Nothing has this name yet, or a directory has it: then nothing of it is on its way to the disk.
    if (!isAbsent(errnoOf(thrown)) && errnoOf(thrown) !== 'EISDIR') throw thrown
  }
  return await measureNear(spot)
}

const measureNear = async (spot: Spot): Promise<SpotRoom> => {
  try {
    return await measure(spot)
  } catch (thrown) {
    if (spot.path === '' || !isAbsent(errnoOf(thrown))) throw thrown
    return await measureNear(parentOf(spot))
  }
}
