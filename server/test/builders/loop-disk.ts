/** A small disk in an image file, mounted on a folder of a test. Needs root, and says so when it cannot. */
import { spawnSync } from 'node:child_process'
import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'

export type LoopType = 'xfs' | 'btrfs' | 'ext4'

export interface LoopDisk {
  /** What an unprivileged writer may still write, bytes. */
  freeBytes(): number
  /** Unmounts and removes everything. */
  remove(): void
}

const run = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

const MiB = 1024 * 1024

/** The least that mkfs.xfs makes without being forced; btrfs says that nothing is free when its metadata cannot grow, which on a smaller disk is soon. */
const imageBytes = { xfs: 320 * MiB, btrfs: 640 * MiB, ext4: 640 * MiB } as const satisfies Record<LoopType, number>

/** Mounts a fresh file system on a folder. */
export const mountLoop = (type: LoopType, folder: string, bytes: number = imageBytes[type]): LoopDisk => {
  const work = ownFolder(tmpdir(), 'pcu-loop-')
  const image = join(work, 'image')
  writeFileSync(image, '')
  truncateSync(image, bytes)
  const mounted = run(`mkfs.${type}`, '-q', image) && run('mount', '-o', 'loop', image, folder)
  if (!mounted) {
    rmSync(work, { recursive: true })
    throw new Error(`${type} could not be mounted on ${folder}`)
  }
  return {
    freeBytes: () => {
      const found = statfsSync(folder)
      return found.bavail * found.bsize
    },
    remove: removedInTheEnd(() => {
      run('umount', '-l', folder)
      rmSync(work, { recursive: true, force: true })
    })
  }
}

/** Whether this machine lets us mount such a disk. */
export const canLoop = (type: LoopType): boolean => {
  if (process.getuid?.() !== 0) return false
  const folder = ownFolder(tmpdir(), 'pcu-loop-try-')
  try {
    mountLoop(type, folder).remove()
    return true
  } catch {
    // No such tool, or a container that may not mount: the tests say so and are left out.
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
