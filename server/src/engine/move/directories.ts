/** Directories that a move makes on the way and takes away again when they are empty: only those, upwards, never a root. */
import { directoryOf } from '#core/move/names.ts'
import type { Spot } from '#ports/file-system.ts'
import type { MoveDeps } from './deps.ts'

/** The directories between a root and a spot's name, from the top. */
const above = (spot: Spot): readonly Spot[] => {
  const path = directoryOf(spot.path)
  return path === '' ? [] : [...above({ root: spot.root, path }), { root: spot.root, path }]
}

/** Those of them that do not exist, from the top. */
export const missingAbove = async (spot: Spot, deps: MoveDeps): Promise<readonly Spot[]> => {
  const missing: Spot[] = []
  for (const directory of above(spot)) {
    if (missing.length > 0 || (await deps.fileSystem.look(directory)) === undefined) missing.push(directory)
  }
  return missing
}

/** Makes directories with owner, mode and times of the same ones below another root. They must be in the journal already. */
export const makeDirectories = async (missing: readonly Spot[], likeRoot: string, deps: MoveDeps): Promise<void> => {
  const { fileSystem, step } = deps
  for (const directory of missing) {
    await step('directory.make', () => fileSystem.makeDirectory(directory, { root: likeRoot, path: directory.path }))
    const parent = { root: directory.root, path: directoryOf(directory.path) }
    await step('directory.sync', () => fileSystem.syncDirectory(parent))
  }
}

/** Takes away what we made above a spot, as far as it is empty. One that somebody else filled stays, and is still ours to take later. */
export const removeDirectories = async (spot: Spot, deps: MoveDeps): Promise<void> => {
  const { fileSystem, journal, step } = deps
  for (const directory of above(spot).toReversed()) {
    if (!(await journal.madeDirectory(directory.root, directory.path))) return
    const removed = await step('directory.remove', () => fileSystem.removeDirectory(directory))
    if (!removed && (await fileSystem.look(directory)) !== undefined) return
    await step('commit.directory', () => journal.forgetDirectory(directory.root, directory.path))
  }
}

/** Directories above a file that is there to stay are no longer ours to take away. */
export const giveUpDirectories = async (spot: Spot, deps: MoveDeps): Promise<void> => {
  const { journal, step } = deps
  for (const directory of above(spot)) {
    if (!(await journal.madeDirectory(directory.root, directory.path))) continue
    await step('commit.directory', () => journal.forgetDirectory(directory.root, directory.path))
  }
}
