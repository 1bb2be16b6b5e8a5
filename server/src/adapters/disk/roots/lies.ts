/** Whether something lies at a path: the one look that tells absence from trouble. */
import { lstat } from 'node:fs/promises'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'

/** A link counts, wherever it leads. Throws the system's error when it cannot be told. */
export const lies = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return false
    throw thrown
  }
}
