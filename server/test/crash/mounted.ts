/** Real file systems for a world: an XFS array, an ext4 pool and an ext4 data folder in image files, and mergerfs over array and pool. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'

const run = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

const must = (command: string, ...args: readonly string[]): void => {
  if (!run(command, ...args)) throw new Error(`${command} ${args.join(' ')} failed`)
}

const has = (tool: string): boolean => run('sh', '-c', `command -v ${tool}`)

const tools = ['mkfs.xfs', 'mkfs.ext4', 'mount', 'umount', 'truncate', 'xfs_io']

/** A file system in an image file. */
const disks = { array: 'xfs', pool: 'ext4', data: 'ext4' } as const
type Disk = keyof typeof disks
const names: readonly Disk[] = ['array', 'pool', 'data']

/** The mounted folder of a world. */
export interface Mounted {
  readonly root: string
  /** Makes everything durable that is there now. */
  sync(): void
  /** From now on nothing reaches the disks any more; what was not durable is lost. */
  cutPower(): void
  /** Mounts again what is left. Nothing may be open. */
  powerOn(): void
  /** Mounts mergerfs with the pool first; false when there is none. */
  mountUnion(): boolean
  unmountUnion(): void
  /** Takes so many bytes of the pool away. */
  fillPool(bytes: number): void
  remove(): void
}

const makeImage = (root: string, disk: Disk): void => {
  const image = join(root, `${disk}.img`)
  writeFileSync(image, '')
  truncateSync(image, 320 * 1024 * 1024)
  must(`mkfs.${disks[disk]}`, '-q', image)
  mkdirSync(join(root, disk))
}

const mount = (root: string, disk: Disk): void =>
  must('mount', '-o', 'loop', join(root, `${disk}.img`), join(root, disk))

/** Makes and mounts everything. Needs root. */
export const makeMounted = (): Mounted => {
  const root = ownFolder(tmpdir(), 'pcu-mounted-')
  const remove = removedInTheEnd(() => {
    for (const name of ['share', ...names]) run('umount', '-l', join(root, name))
    rmSync(root, { recursive: true, force: true })
  })
  try {
    for (const disk of names) {
      makeImage(root, disk)
      mount(root, disk)
    }
    run('rmdir', join(root, 'pool', 'lost+found'))
  } catch (error) {
    remove()
    throw error
  }
  return {
    root,
    remove,
    sync: () => {
      for (const disk of names) must('sync', '-f', join(root, disk))
    },
    cutPower: () => {
      for (const disk of names) must('xfs_io', '-x', '-c', 'shutdown', join(root, disk))
    },
    powerOn: () => {
      for (const disk of names) {
        must('umount', join(root, disk))
        mount(root, disk)
      }
    },
    mountUnion: () => {
      mkdirSync(join(root, 'share'), { recursive: true })
      const branches = `${join(root, 'pool')}:${join(root, 'array')}`
      const options = 'allow_other,cache.files=off,cache.attr=0,cache.entry=0,category.create=ff,minfreespace=1M'
      return run('mergerfs', '-o', options, branches, join(root, 'share'))
    },
    unmountUnion: () => must('umount', join(root, 'share')),
    fillPool: (bytes) => must('fallocate', '-l', String(bytes), join(root, 'pool', 'ballast'))
  }
}

const tryMount = (): boolean => {
  try {
    makeMounted().remove()
    return true
  } catch {
    // Not root, or a container that may not mount: the tests say so and are left out.
    return false
  }
}

/** Whether this machine lets us make and mount file systems. */
export const canMount = process.getuid?.() === 0 && tools.every(has) && tryMount()

/** Whether there is a union file system to look through. */
export const hasUnion = canMount && has('mergerfs')
