/** Makes the temporary name: an empty file, or one that has all bytes already because the file system can share them. */
import { constants } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { link, lstat, type OpenFile, open, unlink } from '#adapters/disk/calls.ts'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { changedFailure } from '#adapters/disk/identity.ts'
import { type Pinned, pathOf } from '#adapters/disk/pin.ts'
import { type Ground, groundOf, mayClone } from './medium.ts'
import type { CopyPlan } from './session.ts'

/** empty: bytes are still to come; cloned: it shares the source's blocks; linked: it is the source under a second name. */
export type Manner = 'empty' | 'cloned' | 'linked'

/** The temporary file. */
export interface Temp {
  readonly file: OpenFile
  readonly ground: Ground
  readonly manner: Manner
}

/** What it is made from. */
export interface Making {
  readonly plan: CopyPlan
  readonly source: OpenFile
  readonly sourceGround: Ground
  readonly from: Pinned
  readonly to: Pinned
}

/** Never opens what is there already, so that nothing can be emptied by it. */
const createEmpty = (to: Pinned): Promise<OpenFile> =>
  open(to.at, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)

/** Shares the blocks with a file that is empty and ours. False when the file system refuses. */
const clone = async (source: OpenFile, target: OpenFile): Promise<boolean> => {
  try {
    await copyFile(`/proc/self/fd/${source.fd}`, `/proc/self/fd/${target.fd}`, constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (thrown) {
    if (['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'].includes(errnoOf(thrown))) throw thrown
    return false
  }
}

/** Gives the source the temporary name. Undefined where that cannot be: two mounts of one file system, or one without hard links. */
const linkTo = async ({ plan, from, to }: Making): Promise<OpenFile | undefined> => {
  try {
    await link(from.at, to.at)
  } catch (thrown) {
    if (['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errnoOf(thrown))) return undefined
    throw thrown
  }
  if (String((await lstat(to.at, { bigint: true })).ino) !== plan.expected.inode)
    throw changedFailure(pathOf(plan.from))
  return await open(to.at, constants.O_RDONLY | constants.O_NOFOLLOW)
}

/** Cloning is tried on the file itself, because nothing else tells whether it works; a second name has to take its place. */
const linkInstead = async (making: Making, empty: OpenFile): Promise<OpenFile | undefined> => {
  await unlink(making.to.at)
  await empty.close()
  return await linkTo(making)
}

/** Makes it. Throws EEXIST when the name is taken. */
export const makeTemp = async (making: Making): Promise<Temp> => {
  const { plan, source, sourceGround, to } = making
  const file = await createEmpty(to)
  try {
    const ground = await groundOf(file, (await file.stat({ bigint: true })).dev)
    const shared = mayClone(sourceGround, ground)
    if (shared && plan.expected.sizeBytes > 0 && (await clone(source, file))) return { file, ground, manner: 'cloned' }
    if (plan.mayLink !== true || sourceGround.device !== ground.device) return { file, ground, manner: 'empty' }
    const linked = await linkInstead(making, file)
    if (linked !== undefined) return { file: linked, ground, manner: 'linked' }
    return { file: await createEmpty(to), ground, manner: 'empty' }
  } catch (thrown) {
    await file.close()
    throw thrown
  }
}
