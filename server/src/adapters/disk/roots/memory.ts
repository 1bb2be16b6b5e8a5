/** What is remembered of roots between runs: which file system they are, and the marker by which the pool is known again. */
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { errnoOf, errnoWords, isAbsent } from '#adapters/disk/errno-words.ts'
import { compareRoots, type RootIdentity } from '#core/resolve/layout-checks.ts'
import type { RootLook } from './look.ts'

/** Where facts about roots are kept. An empty text counts as nothing. */
export interface RootMemory {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

/** Whether a root is the one it was. */
export type Recognition =
  | { readonly kind: 'known' }
  | { readonly kind: 'warned'; readonly warning: string }
  | { readonly kind: 'stranger'; readonly detail: string }

const MARKER = /^\.mc-root-[\w-]{1,64}$/u
const CONFIRM = 'if the change is intended, confirm the storage as it is now'

const identitySchema = z.object({ fileSystem: z.string(), source: z.string(), inside: z.string() })
const rememberedSchema = identitySchema.extend({ marker: z.string().regex(MARKER).optional() })
type Remembered = z.infer<typeof rememberedSchema>

const keyOf = (path: string): string => `root:${path}`

const recall = async (memory: RootMemory, path: string): Promise<Remembered | undefined> => {
  const text = await memory.get(keyOf(path))
  if (text === undefined || text === '') return undefined
  return rememberedSchema.parse(JSON.parse(text))
}

const identityOf = (look: RootLook): RootIdentity => ({
  fileSystem: look.fileSystem,
  source: look.mount?.source ?? 'unknown',
  inside: look.inside ?? look.real
})

const told = ({ fileSystem, source, inside }: RootIdentity): string =>
  inside === '/' ? `${fileSystem} on ${source}` : `${inside} on ${source} (${fileSystem})`

const strangerDetail = (before: RootIdentity, now: RootIdentity): string =>
  `it was ${told(before)} and is now ${told(now)}, so the disk is not mounted or another one took its place; mount it again, or, ${CONFIRM}.`

const renamedWarning = (path: string, before: RootIdentity, now: RootIdentity): string =>
  `${path} was ${told(before)} and is now ${told(now)}; it is taken for the same storage, because only the device's name changed.`

/** Whether anything is remembered of a root. */
export const isRemembered = async (memory: RootMemory, path: string): Promise<boolean> =>
  (await recall(memory, path)) !== undefined

const branchesSchema = z.array(z.string())

/** The branches that were found behind a view at the last look. */
export const recallBranches = async (memory: RootMemory, share: string): Promise<readonly string[]> => {
  const text = await memory.get(`branches:${share}`)
  return text === undefined || text === '' ? [] : branchesSchema.parse(JSON.parse(text))
}

/** Remembers the branches found behind a view. */
export const rememberBranches = async (memory: RootMemory, share: string, branches: readonly string[]): Promise<void> =>
  memory.set(`branches:${share}`, JSON.stringify(branches))

/** Forgets roots, so that the next look takes them as they are. */
export const forgetRoots = async (memory: RootMemory, paths: readonly string[]): Promise<void> => {
  for (const path of paths) {
    await memory.set(keyOf(path), '')
    await memory.set(`branches:${path}`, '')
  }
}

/** Recognises a root by its place in its file system, and remembers one seen for the first time. In a dry run nothing is remembered. */
export const recogniseRoot = async (memory: RootMemory, look: RootLook, dryRun: boolean): Promise<Recognition> => {
  const before = await recall(memory, look.path)
  const now = identityOf(look)
  const verdict = before === undefined ? 'new' : compareRoots(before, now)
  if (before !== undefined && verdict === 'other') return { kind: 'stranger', detail: strangerDetail(before, now) }
  if (verdict !== 'same' && !dryRun) await memory.set(keyOf(look.path), JSON.stringify({ ...before, ...now }))
  if (before !== undefined && verdict === 'renamed') {
    return { kind: 'warned', warning: renamedWarning(look.path, before, now) }
  }
  return { kind: 'known' }
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return false
    throw thrown
  }
}

const NOTE =
  'PlexCacheUltra knows this storage again by this file. Leave it here: without it the storage counts as not mounted.\n'

/** Creates the marker and makes it durable before it is remembered: a marker lost in a power cut would read as a pool gone offline. */
const writeMarker = async (pool: string, name: string): Promise<void> => {
  const marker = await open(join(pool, name), 'wx', 0o644)
  try {
    await marker.writeFile(NOTE)
    await marker.sync()
  } finally {
    await marker.close()
  }
  const folder = await open(pool, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const findMarker = async (pool: string): Promise<string | undefined> =>
  (await readdir(pool)).filter((name) => MARKER.test(name)).toSorted()[0]

const markerGone = (look: RootLook, before: Remembered & { readonly marker: string }): string =>
  compareRoots(before, identityOf(look)) === 'other'
    ? strangerDetail(before, identityOf(look))
    : `its marker ${before.marker} is gone, so the pool counts as offline and nothing on it counts as deleted; mount the pool again, or, if only the marker was deleted, create an empty file of that name.`

const placeMarker = async (
  pool: string,
  newId: () => string
): Promise<{ readonly marker: string } | { readonly detail: string }> => {
  try {
    const found = await findMarker(pool)
    if (found !== undefined) return { marker: found }
    const marker = `.mc-root-${newId()}`
    await writeMarker(pool, marker)
    return { marker }
  } catch (thrown) {
    return {
      detail: `its marker cannot be written: ${errnoWords(errnoOf(thrown))}; check the folder's owner and mode, and the room on it.`
    }
  }
}

/** What the marker's recognition needs. */
export interface MarkerQuestion {
  readonly memory: RootMemory
  readonly look: RootLook
  readonly dryRun: boolean
  readonly newId: () => string
}

/**
 * Recognises the pool by its marker. The first real look writes one, or adopts one that is there already (a lost database).
 * A dry run reads only, and takes a pool without any marker as new.
 */
export const recognisePool = async ({ memory, look, dryRun, newId }: MarkerQuestion): Promise<Recognition> => {
  const before = await recall(memory, look.path)
  const now = identityOf(look)
  if (before?.marker !== undefined) {
    const marker = before.marker
    if (!(await exists(join(look.real, marker)))) {
      return { kind: 'stranger', detail: markerGone(look, { ...before, marker }) }
    }
    if (compareRoots(before, now) === 'same') return { kind: 'known' }
    if (!dryRun) await memory.set(keyOf(look.path), JSON.stringify({ ...now, marker }))
    return {
      kind: 'warned',
      warning: `${look.path} was ${told(before)} and is now ${told(now)}; its marker is there, so it is taken for the same pool.`
    }
  }
  if (dryRun) return { kind: 'known' }
  const placed = await placeMarker(look.real, newId)
  if ('detail' in placed) return { kind: 'stranger', detail: placed.detail }
  await memory.set(keyOf(look.path), JSON.stringify({ ...now, marker: placed.marker }))
  return { kind: 'known' }
}
