/** Whether a library that was never seen before is a mount point on which nothing is mounted: it is empty, and counts as away. */
import { opendir } from 'node:fs/promises'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import type { Examination } from './examination.ts'
import type { RootLook } from './look.ts'
import { isRemembered } from './memory.ts'
import { type Finding, unmounted } from './states.ts'

const isEmpty = async (path: string): Promise<boolean> => {
  const folder = await opendir(path)
  try {
    return (await folder.read()) === null
  } finally {
    await folder.close()
  }
}

/**
 * Remembered as it is, the empty folder would be taken for the library, and the disk that is mounted there later for a stranger. Asked of a library until it was
 * seen once; from then on the file system that it lies on tells.
 */
export const emptyMountPoint = async (exam: Examination, look: RootLook): Promise<Finding | undefined> => {
  const { ask = (_root, call) => call(), memory } = exam.deps
  if (look.kind !== 'directory' || (await isRemembered(memory, look.path))) return undefined
  try {
    if (!(await ask(look.path, () => isEmpty(look.real)))) return undefined
    return unmounted(look, 'it is empty, as a mount point is while nothing is mounted there; mount it.')
  } catch (thrown) {
    return unmounted(look, `its folder cannot be read (${errnoOf(thrown)}); check the mount.`)
  }
}
