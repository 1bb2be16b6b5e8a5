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

/** A removal that is not durable would come back after a power cut, and nobody would know that the directory was ours. */
const syncAbove = async (directory: Spot, deps: MoveDeps): Promise<void> => {
  const parent = { root: directory.root, path: directoryOf(directory.path) }
  if ((await deps.fileSystem.look(parent)) === undefined) return
  await deps.step('directory.sync', () => deps.fileSystem.syncDirectory(parent))
}

const oursAbove = async (spot: Spot, deps: MoveDeps): Promise<readonly Spot[]> => {
  const ours: Spot[] = []
  for (const directory of above(spot)) {
    if (await deps.journal.madeDirectory(directory.root, directory.path)) ours.push(directory)
  }
  return ours
}

/**
 * Takes away what we made above a spot, from the bottom, as far as it is empty. One that somebody else filled stays, and is still ours to
 * take later. Gives back those that are gone, to be forgotten in the transaction that ends the entry and not before.
 */
export const removeDirectories = async (spot: Spot, deps: MoveDeps): Promise<readonly Spot[]> => {
  const { fileSystem, step } = deps
  const gone: Spot[] = []
  for (const directory of (await oursAbove(spot, deps)).toReversed()) {
    const removed = await step('directory.remove', () => fileSystem.removeDirectory(directory))
    if (!removed && (await fileSystem.look(directory)) !== undefined) break
    gone.push(directory)
  }
  const top = gone.at(-1)
  if (top !== undefined) await syncAbove(top, deps)
  return gone
}

/** Directories above a file that is there to stay; they are no longer ours to take away. */
export const directoriesToGiveUp = oursAbove
