/** The pool's marker: a hidden file by which the pool is known again, so that an unmounted pool never looks like an emptied one. */
import { open, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errnoOf, errnoWords } from '#adapters/disk/errno-words.ts'
import { compareRoots } from '#core/resolve/layout-checks.ts'
import { isBelow } from '#core/resolve/path-map.ts'
import { lies } from './lies.ts'
import type { RootLook } from './look.ts'
import {
  identityOf,
  type Recognition,
  type Remembered,
  type RootMemory,
  recall,
  remember,
  strangerDetail,
  told
} from './memory.ts'

const MARKER = /^\.mc-root-[\w-]{1,64}$/u

const NOTE =
  'PlexCacheUltra knows this storage again by this file. Leave it here: without it the storage counts as not mounted.\n'

/** What the marker's recognition needs. */
export interface MarkerQuestion {
  readonly memory: RootMemory
  /** The pool. */
  readonly look: RootLook
  /** CACHE_DIR, when it is set and could be looked at. */
  readonly cacheDir: RootLook | undefined
  /** Reads only. */
  readonly dryRun: boolean
  readonly newId: () => string
}

/** Makes the marker durable before it is remembered: one lost in a power cut would read as a pool gone offline. */
const writeMarker = async (path: string): Promise<void> => {
  const marker = await open(path, 'wx', 0o644)
  try {
    await marker.writeFile(NOTE)
    await marker.sync()
  } finally {
    await marker.close()
  }
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * The cache drive's own folder where the pool lies on the same mount: Unraid's mover takes files out of the folders of shares, and leaves those
 * at the top of a pool.
 */
const folderFor = ({ look, cacheDir }: MarkerQuestion): string => {
  const together =
    cacheDir?.kind === 'directory' &&
    cacheDir.mount !== undefined &&
    cacheDir.mount.id === look.mount?.id &&
    isBelow(look.real, cacheDir.real)
  return together ? cacheDir.real : look.real
}

const placeMarker = async (
  folder: string,
  newId: () => string
): Promise<{ readonly marker: string } | { readonly detail: string }> => {
  try {
    const found = (await readdir(folder)).filter((name) => MARKER.test(name)).toSorted()[0]
    if (found !== undefined) return { marker: join(folder, found) }
    const marker = join(folder, `.mc-root-${newId()}`)
    await writeMarker(marker)
    return { marker }
  } catch (thrown) {
    return {
      detail: `its marker cannot be written into ${folder}: ${errnoWords(errnoOf(thrown))}; check the folder's owner and mode, and the room on it.`
    }
  }
}

const gone = (marker: string): string =>
  `its marker ${marker} is gone, so the pool counts as offline and nothing on it counts as deleted; mount the pool again, or, if only the marker was deleted, create an empty file of that name.`

type Marked = Remembered & { readonly marker: string }

const recogniseMarked = async ({ memory, look, dryRun }: MarkerQuestion, before: Marked): Promise<Recognition> => {
  const now = identityOf(look)
  const verdict = compareRoots(before, now)
  const present = await lies(before.marker)
  const tellsThePool = dirname(before.marker) === look.real
  if (verdict === 'other' && !(present && tellsThePool)) {
    return { kind: 'stranger', detail: strangerDetail(before, now) }
  }
  if (!present) return { kind: 'stranger', detail: gone(before.marker) }
  if (verdict === 'same') return { kind: 'known' }
  if (!dryRun) await remember(memory, look.path, { ...now, marker: before.marker })
  const warning = `${look.path} was ${told(before)} and is now ${told(now)}; its marker ${basename(before.marker)} is there, so it is taken for the same pool.`
  return { kind: 'warned', warning }
}

/**
 * Recognises the pool by its marker. The first real look writes one, or adopts one that is there already (a lost database).
 * A dry run reads only, and takes a pool without any marker as new.
 */
export const recognisePool = async (question: MarkerQuestion): Promise<Recognition> => {
  const { memory, look, dryRun, newId } = question
  const before = await recall(memory, look.path)
  if (before?.marker !== undefined) return recogniseMarked(question, { ...before, marker: before.marker })
  if (dryRun) return { kind: 'known' }
  const placed = await placeMarker(folderFor(question), newId)
  if ('detail' in placed) return { kind: 'stranger', detail: placed.detail }
  await remember(memory, look.path, { ...identityOf(look), marker: placed.marker })
  return { kind: 'known' }
}
