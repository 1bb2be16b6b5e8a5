/** Where cases take place: folders in memory, or XFS, ext4 and btrfs in image files, also under a real union that may only be read. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownFolder, removedInTheEnd } from './leave-nothing.ts'

/** Memory when there is some: campaigns make many thousands of files durable. */
export const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Runs a tool and says whether it did its work. */
export const succeeds = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Runs a tool that must do its work. Throws with its own words. */
export const must = (command: string, ...args: readonly string[]): void => {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`)
}

export const hasTool = (tool: string): boolean => succeeds('sh', '-c', `command -v ${tool}`)

/** The kinds of file systems in image files, and memory. */
export type FileSystemName = 'xfs' | 'ext4' | 'btrfs' | 'tmpfs'

/** Folders that hold the roots of cases, each case in a folder of its own. */
export interface Place {
  readonly name: string
  readonly array: string
  readonly pool: string
  readonly data: string
  /** Where a real union shows array and pool; undefined: the observer merges by itself. */
  readonly share: string | undefined
  /** Cases are files of an additional library, beside a main one that has files of the same names. */
  readonly isAdditional?: boolean
  remove(): void
}

/** How a place is put together. One name for both: array and pool share one file system. */
export interface PlaceOrder {
  readonly name: string
  readonly array?: FileSystemName
  readonly pool?: FileSystemName | 'same'
  readonly union?: boolean
  readonly isAdditional?: boolean
  /** How large the pool is; a size that suits its file system when left out. */
  readonly poolMiB?: number
}

/** Two file systems in memory: what moves between them is copied. */
export const inMemory: PlaceOrder = { name: 'memory', array: 'tmpfs', pool: 'tmpfs' }

/** The same for a library besides REAL_SOURCE. */
export const besideInMemory: PlaceOrder = { ...inMemory, name: 'an additional library', isAdditional: true }

export const placeOrders: readonly PlaceOrder[] = [
  inMemory,
  { name: 'one memory' },
  { name: 'xfs', array: 'xfs', pool: 'xfs' },
  { name: 'ext4', array: 'ext4', pool: 'ext4' },
  { name: 'btrfs', array: 'btrfs', pool: 'btrfs' },
  { name: 'one xfs', array: 'xfs', pool: 'same' },
  { name: 'one btrfs', array: 'btrfs', pool: 'same' },
  { name: 'mergerfs', array: 'xfs', pool: 'ext4', union: true }
]

const sizes: Readonly<Record<FileSystemName, number>> = { xfs: 320, ext4: 200, btrfs: 512, tmpfs: 512 }

const makeMounted = (
  root: string,
  folder: string,
  { type, sizeMiB }: { type: FileSystemName; sizeMiB: number }
): void => {
  if (type === 'tmpfs') {
    mkdirSync(join(root, folder))
    must('mount', '-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'none', join(root, folder))
    return
  }
  const image = join(root, `${folder}.img`)
  writeFileSync(image, '')
  truncateSync(image, sizeMiB * 1024 * 1024)
  must(`mkfs.${type}`, '-q', image)
  mkdirSync(join(root, folder))
  must('mount', '-o', 'loop', image, join(root, folder))
}

/** mergerfs with the pool first. Mounted read-only: whatever the engine would do through it fails. */
const mountUnion = (root: string): string => {
  const share = join(root, 'share')
  mkdirSync(share)
  const options = 'allow_other,ro,cache.files=off,cache.attr=0,cache.entry=0,category.create=ff,minfreespace=1M'
  must('mergerfs', '-o', options, `${join(root, 'pool')}:${join(root, 'array')}`, share)
  return share
}

/** Makes a place. Throws when this machine cannot; `remove` takes everything away again. */
const openPlace = (order: PlaceOrder): Place => {
  const root = ownFolder(fastFolder, 'pcu-prove-')
  const mounted: string[] = []
  const remove = removedInTheEnd(() => {
    for (const folder of ['share', 'pool', 'array']) {
      if (mounted.includes(folder)) succeeds('umount', '-l', join(root, folder))
    }
    rmSync(root, { recursive: true, force: true })
  })
  const make = (folder: string, type: FileSystemName | undefined): void => {
    if (type === undefined) mkdirSync(join(root, folder))
    else {
      makeMounted(root, folder, { type, sizeMiB: (folder === 'pool' ? order.poolMiB : undefined) ?? sizes[type] })
      mounted.push(folder)
    }
  }
  try {
    make('array', order.array)
    if (order.pool === 'same') mkdirSync(join(root, 'array', 'pool-of-the-same'))
    else make('pool', order.pool)
    mkdirSync(join(root, 'data'))
    const pool = order.pool === 'same' ? join(root, 'array', 'pool-of-the-same') : join(root, 'pool')
    const share = order.union === true ? mountUnion(root) : undefined
    if (share !== undefined) mounted.push('share')
    const isAdditional = order.isAdditional === true
    return { name: order.name, array: join(root, 'array'), pool, data: join(root, 'data'), share, isAdditional, remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** A place, or the sentence why this machine has none of that kind. Folders of one memory where two cannot be mounted. */
export const tryPlace = (order: PlaceOrder): Place | string => {
  try {
    const isRoot = process.getuid?.() === 0
    const { array, pool, ...unmounted } = order
    return openPlace(array === 'tmpfs' && !isRoot ? { ...unmounted, name: `${order.name}, one memory` } : order)
  } catch (error) {
    return `${order.name}: left out, ${error instanceof Error ? error.message.trim() : 'it cannot be made here'}`
  }
}
