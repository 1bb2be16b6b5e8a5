/** The file system that moves work on: every name reached through pinned directories, every error a Failure, nothing taken away unexpected. */
import { chmod, chown, link, lstat, mkdir, readdir, rename, rmdir, symlink, unlink, utimes } from 'node:fs/promises'
import type { Clock } from '#ports/clock.ts'
import type { Expected, FileSystem, LinkOrder, ReplaceOrder, Spot, Witness } from '#ports/file-system.ts'
import { type Copier, createLocalCopier } from './copy/copier.ts'
import { createDigest } from './copy/digest.ts'
import { createPace } from './copy/pace.ts'
import { attempt, readingOf, writingOf } from './errno.ts'
import { errnoOf, isAbsent } from './errno-words.ts'
import { createDryRun } from './guard.ts'
import { insist } from './identity.ts'
import { doubtAfter, giveName, insistOnStanding } from './names/standing.ts'
import { pathOf, withDirectory, withName } from './pin.ts'
import { roomAt } from './spot-room.ts'
import { createLook } from './together/look.ts'
import { createDirectorySync } from './together/sync.ts'

/** How the disk is used. */
export interface DiskOptions {
  readonly clock: Clock
  /** Every call that would change anything is refused with Failure `disk.dry-run`. */
  readonly dryRun?: boolean
  /** Who copies; absent: this process itself, as the two options below say. */
  readonly copier?: Copier
  /** Most bytes per second of all copies together; 0 or absent: no limit. */
  readonly bytesPerSecond?: number
  /** Whether copies carry extended attributes and access lists; they do unless told otherwise. */
  readonly extendedAttributes?: boolean
}

const list = async (directory: Spot): Promise<readonly string[] | undefined> => {
  try {
    return await withDirectory(directory, (pinned) => readdir(`/proc/self/fd/${pinned.fd}`))
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return undefined
    throw thrown
  }
}

const inherit = async (at: string, like: Spot): Promise<void> => {
  const wanted = await attempt(readingOf('look at', like), () =>
    withDirectory(like, (directory) => directory.stat({ bigint: true }))
  )
  await chown(at, Number(wanted.uid), Number(wanted.gid))
  await chmod(at, Number(wanted.mode & 0o7777n))
  await utimes(at, Number(wanted.atimeNs) / 1e9, Number(wanted.mtimeNs) / 1e9)
}

const makeDirectory = (spot: Spot, like: Spot): Promise<boolean> =>
  withName(spot, async ({ at }) => {
    try {
      await mkdir(at, 0o700)
    } catch (thrown) {
      if (errnoOf(thrown) === 'EEXIST' && (await lstat(at)).isDirectory()) return false
      throw thrown
    }
    await inherit(at, like)
    return true
  })

const removeDirectory = async (spot: Spot): Promise<boolean> => {
  try {
    await withName(spot, ({ at }) => rmdir(at))
    return true
  } catch (thrown) {
    if (['ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOENT', 'ENOTDIR'].includes(errnoOf(thrown))) return false
    throw thrown
  }
}

const makeLinkAt = (text: string, spot: Spot): Promise<void> =>
  withName(spot, ({ at }) => giveName(spot, at, () => symlink(text, at)))

const insistOnWitness = async (witness: Witness | undefined): Promise<void> => {
  if (witness === undefined) return
  const { spot, expected } = witness
  await attempt(readingOf('look at', spot), () => withName(spot, ({ at }) => insist(at, expected, pathOf(spot))))
}

const linkName = ({ from, expected, to, witness }: LinkOrder): Promise<void> =>
  withName(from, (old) =>
    withName(to, async (fresh) => {
      await insistOnWitness(witness)
      await insist(old.at, expected, pathOf(from))
      await giveName(to, fresh.at, () => link(old.at, fresh.at))
    })
  )

/** What is taken away must not be the last that stands, so the witness is opened, not only looked at. */
const unlinkName = (spot: Spot, expected: Expected, witness: Witness | undefined): Promise<void> =>
  withName(spot, async ({ at }) => {
    if (witness !== undefined) await insistOnStanding(witness, await lstat(at, { bigint: true }))
    await insist(at, expected, pathOf(spot))
    await unlink(at)
  })

const renameOver = async (old: string, fresh: string, { to, expected }: ReplaceOrder): Promise<void> => {
  try {
    await rename(old, fresh)
  } catch (thrown) {
    throw (await doubtAfter(to, expected.to)) ?? thrown
  }
}

const replaceName = (order: ReplaceOrder): Promise<void> => {
  const { from, to, expected, witness } = order
  return withName(from, (old) =>
    withName(to, async (fresh) => {
      if (witness !== undefined) await insistOnStanding(witness, await lstat(fresh.at, { bigint: true }))
      await insist(old.at, expected.from, pathOf(from))
      await insist(fresh.at, expected.to, pathOf(to))
      await renameOver(old.at, fresh.at, order)
    })
  )
}

/** The machine's disks. */
export const createDisk = (options: DiskOptions): FileSystem => {
  const { clock, bytesPerSecond, extendedAttributes } = options
  const pace = createPace(() => bytesPerSecond ?? 0, clock)
  const copier = options.copier ?? createLocalCopier({ pace, extendedAttributes: extendedAttributes !== false })
  const digest = createDigest()
  const syncDirectory = createDirectorySync()
  const look = createLook()
  const reading = <T>(verb: string, spot: Spot, act: () => Promise<T>): Promise<T> =>
    attempt(readingOf(verb, spot), act)
  const writing = <T>(verb: string, spot: Spot, act: () => Promise<T>): Promise<T> =>
    attempt(writingOf(verb, spot), act)

  const disk: FileSystem = {
    look: (spot) => reading('look at', spot, () => look(spot)),
    list: (directory) => reading('list', directory, () => list(directory)),
    link: (order) => writing(`give ${pathOf(order.from)} the second name`, order.to, () => linkName(order)),
    unlink: (spot, expected, witness) => writing('remove', spot, () => unlinkName(spot, expected, witness)),
    replace: (order) => writing('put the new file in place of', order.to, () => replaceName(order)),
    makeLink: (text, spot) => writing('make the link', spot, () => makeLinkAt(text, spot)),
    makeDirectory: (spot, like) => writing('make the folder', spot, () => makeDirectory(spot, like)),
    removeDirectory: (spot) => writing('remove the folder', spot, () => removeDirectory(spot)),
    syncDirectory: (spot) => writing('make durable', spot, () => syncDirectory(spot)),
    copy: copier.copy,
    inUse: copier.inUse,
    digest: (spot, expected, reader) => reading('read', spot, () => digest(spot, expected, reader)),
    room: (spot) => reading('measure the room of', spot, () => roomAt(spot))
  }
  return options.dryRun === true ? createDryRun(disk) : disk
}
