/** Takes away what a move left that nobody will settle any more: temporary names of ours, and folders of the pool that are empty then. */
import { directoryOf, isMoveName, nameOf } from '#core/move/names.ts'
import type { FileSystem, Spot } from '#ports/file-system.ts'
import type { Scout } from '#ports/scout.ts'

/** What sweeping needs. */
export interface SweepDeps {
  readonly fileSystem: FileSystem
  readonly scout: Scout
}

/** Where to sweep: all of the pool, and only these folders of the array. */
export interface SweepWhere {
  readonly poolRoot: string
  readonly arrayRoots: readonly string[]
  readonly folders: readonly Spot[]
  /** Files of the pool that are gone; their folders go too when they are empty. */
  readonly gone: readonly string[]
}

/** A temporary copy is never the only one, and its name cannot be guessed; a temporary link leads to a copy that is known. */
const removeTemporary = async (spot: Spot, fileSystem: FileSystem): Promise<boolean> => {
  const found = await fileSystem.look(spot)
  if (found?.kind === 'file') await fileSystem.unlink(spot, { kind: 'plain-file' })
  else if (found?.text !== undefined) await fileSystem.unlink(spot, { kind: 'link', text: found.text })
  else return false
  await fileSystem.syncDirectory({ root: spot.root, path: directoryOf(spot.path) })
  return true
}

/** Upwards while they are empty, and only those that the array has as well. */
const removeEmpty = async (path: string, where: SweepWhere, { fileSystem }: SweepDeps): Promise<void> => {
  for (let folder = directoryOf(path); folder !== ''; folder = directoryOf(folder)) {
    const twins = await Promise.all(where.arrayRoots.map((root) => fileSystem.look({ root, path: folder })))
    if (!twins.some((twin) => twin?.kind === 'directory')) return
    if (!(await fileSystem.removeDirectory({ root: where.poolRoot, path: folder }))) return
  }
}

/** Sweeps. Only to be called while nothing moves and nothing is open in the journal. Gives back what it took away. */
export const sweep = async (deps: SweepDeps, where: SweepWhere): Promise<readonly string[]> => {
  const { scout, fileSystem } = deps
  const swept: string[] = []
  const wanted = ({ path }: { path: string }): boolean => isMoveName(nameOf(path))
  const places = [
    { spot: { root: where.poolRoot, path: '' }, deep: true },
    ...where.folders.map((spot) => ({ spot, deep: false }))
  ]
  for (const { spot, deep } of places) {
    for (const { path } of (await scout.find(spot, { deep, wanted })).found) {
      if (!(await removeTemporary({ root: spot.root, path }, fileSystem))) continue
      swept.push(`${spot.root}/${path}`)
      if (spot.root === where.poolRoot) await removeEmpty(path, where, deps)
    }
  }
  for (const path of where.gone) await removeEmpty(path, where, deps)
  return swept
}
