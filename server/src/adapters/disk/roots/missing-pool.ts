/** A destination that does not exist yet is made below the cache drive, once; one that was there before is never made again. */
import { chown, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import type { MountTable } from '#adapters/disk/mountinfo.ts'
import { overlapOf, volatileBecause } from '#core/resolve/layout-checks.ts'
import { isBelow, under } from '#core/resolve/path-map.ts'
import type { RootPaths } from '#ports/storage-host.ts'
import type { LookAtRoot, RootLook } from './look.ts'
import { isRemembered, type RootMemory } from './memory.ts'
import type { Leniency } from './states.ts'

/** What is needed to look at the pool and to make it. */
export interface PoolQuestion {
  readonly paths: RootPaths
  readonly rules: Leniency & { readonly dryRun: boolean }
  readonly memory: RootMemory
  readonly look: LookAtRoot
  readonly table: MountTable
}

const nearest = async (question: PoolQuestion, path: string): Promise<RootLook> => {
  const parent = dirname(path)
  const found = await question.look(parent, question.table)
  return found.code === 'ENOENT' && parent !== '/' ? nearest(question, parent) : found
}

/** Below the cache drive, or on a disk that is mounted for itself: anything else may be a mount point whose disk is missing. */
const mayHold = (ancestor: RootLook, cacheDir: string | undefined): boolean =>
  (cacheDir !== undefined && isBelow(ancestor.path, cacheDir)) ||
  (ancestor.mount !== undefined && ancestor.mount.mountPoint !== '/')

/** The look that the pool would have once it exists. */
const foreseen = (ancestor: RootLook, path: string): RootLook => {
  const rest = path.slice(ancestor.path === '/' ? 1 : ancestor.path.length + 1)
  const inside = ancestor.inside === undefined ? undefined : under(ancestor.inside, rest)
  return { ...ancestor, path, real: under(ancestor.real, rest), isLink: false, inside }
}

/** Makes the missing folders with the owner of the folder above; the owner is a courtesy that only root can pay. */
const make = async (ancestor: RootLook, path: string): Promise<string | undefined> => {
  const rest = path.slice(ancestor.path === '/' ? 1 : ancestor.path.length + 1).split('/')
  let at = ancestor.real
  try {
    for (const part of rest) {
      at = under(at, part)
      await mkdir(at)
      if (process.getuid?.() === 0 && ancestor.owner !== undefined)
        await chown(at, ancestor.owner.uid, ancestor.owner.gid)
    }
    return undefined
  } catch (thrown) {
    return errnoOf(thrown)
  }
}

/**
 * Looks at the pool, and makes it where that is safe: never seen before, apart from the library, below the cache drive or on a disk of its own.
 * A dry run makes nothing and answers as if it had.
 */
export const lookAtPool = async (question: PoolQuestion): Promise<RootLook> => {
  const { paths, rules, memory, look, table } = question
  const found = await look(paths.poolRoot, table)
  if (found.code !== 'ENOENT' || found.isLink) return found
  if (overlapOf(paths.poolRoot, paths.shareRoot) !== undefined) return found
  if (await isRemembered(memory, paths.poolRoot)) return found
  const ancestor = await nearest(question, paths.poolRoot)
  if (ancestor.kind !== 'directory' || !mayHold(ancestor, paths.cacheDir)) return found
  const volatile = volatileBecause(ancestor.fileSystem) !== undefined && !rules.allowVolatilePool
  if (rules.dryRun || volatile) return foreseen(ancestor, paths.poolRoot)
  const trouble = await make(ancestor, paths.poolRoot)
  return trouble === undefined ? look(paths.poolRoot, table) : { ...found, code: trouble }
}
