/** Proves that a merged view shows the pool: a hidden file is put on the pool for a moment and looked for on the other side. */
import { chmod, chown, lstat, mkdir, open, rmdir, stat, unlink } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { errnoOf, errnoWords, isAbsent } from '#adapters/disk/errno-words.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { under } from '#core/resolve/path-map.ts'
import type { UnionProof } from '#ports/storage-host.ts'
import { Failure, type FailureCode } from '#src/failure.ts'
import { lies } from './lies.ts'

/** mergerfs keeps what it knows of a folder for a second by default; a view that has not caught up after this many looks does not show the pool. */
const LOOKS = 26
const BETWEEN_LOOKS_MS = 100

/** Takes owner and mode from the folder on the array, because the view may show the pool's folder in its place meanwhile. */
const makeLike = async (path: string, models: readonly string[]): Promise<void> => {
  await mkdir(path, 0o755)
  for (const model of models) {
    if (!(await lies(model))) continue
    const { mode, uid, gid } = await stat(model)
    await chmod(path, mode & 0o7777)
    if (process.getuid?.() === 0) await chown(path, uid, gid)
    return
  }
}

const LINK_ON_THE_WAY = (path: string): Failure =>
  new Failure('disk.escape', {
    sentence: `${path} on the pool is not a plain folder.`,
    hint: 'Remove the link or file there; the same folder structure as in the library is needed.',
    retry: 'never'
  })

interface Probe {
  readonly layout: StorageLayout
  readonly relative: readonly string[]
  readonly name: string
  /** Folders made for the probe, outermost first. */
  readonly made: string[]
}

/** Makes the folders that the pool lacks, each noted before the next; answers the innermost. */
const reachFolder = async ({ layout, relative, made }: Probe): Promise<string> => {
  let folder: string = layout.poolRoot
  for (const [index, part] of relative.entries()) {
    folder = under(folder, part)
    if (await lies(folder)) {
      if (!(await lstat(folder)).isDirectory()) throw LINK_ON_THE_WAY(folder)
      continue
    }
    const same = relative.slice(0, index + 1).join('/')
    await makeLike(
      folder,
      layout.arrayRoots.map((root) => under(root, same))
    )
    made.push(folder)
  }
  return folder
}

const createEmpty = async (path: string): Promise<void> => (await open(path, 'wx', 0o644)).close()

const appears = async (path: string, looksLeft: number): Promise<boolean> => {
  if (await lies(path)) return true
  if (looksLeft <= 1) return false
  await delay(BETWEEN_LOOKS_MS)
  return appears(path, looksLeft - 1)
}

/** Removes the folders made for the probe; one that somebody filled meanwhile stays. */
const removeMade = async (made: readonly string[]): Promise<void> => {
  for (const folder of made.toReversed()) {
    try {
      await rmdir(folder)
    } catch (thrown) {
      if (errnoOf(thrown) === 'ENOTEMPTY' || isAbsent(errnoOf(thrown))) return
      throw thrown
    }
  }
}

const look = async ({ layout, relative, name }: Probe): Promise<UnionProof> => {
  const below = [...relative, name].join('/')
  for (const root of layout.arrayRoots) {
    if (!(await lies(under(root, below)))) continue
    const sentence = `A file put into ${layout.poolRoot} appears below ${root}, which should be a disk of the array: it is the pool itself or a merged view. Correct ARRAY_SOURCES or CACHE_DESTINATION.`
    return { proven: false, sentence }
  }
  if (await appears(under(layout.shareRoot, below), LOOKS)) return { proven: true }
  const sentence = `A file put into ${layout.poolRoot} does not appear below ${layout.shareRoot}, so Plex would not see what is cached: the pool is no branch of the merged view, or not at the same place in it. Correct CACHE_DESTINATION, REAL_SOURCE or ARRAY_SOURCES.`
  return { proven: false, sentence }
}

const CODES: Readonly<Record<string, FailureCode>> = {
  EACCES: 'disk.permission',
  EPERM: 'disk.permission',
  EROFS: 'disk.read-only',
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  EIO: 'disk.io'
}

const toFailure = (thrown: unknown, pool: string): unknown => {
  const code = errnoOf(thrown)
  if (thrown instanceof Failure || code === 'unknown') return thrown
  return new Failure(CODES[code] ?? 'disk.gone', {
    sentence: `Whether ${pool} is part of the merged view cannot be proved: ${errnoWords(code)}.`,
    retry: 'later',
    cause: thrown
  })
}

/**
 * Puts `.mc-probe-<id>` into the pool's folder, looks for it through the share and on the array roots, and removes it again.
 *
 * @param relativeDirectory relative to the roots; empty for the roots themselves
 */
export const proveUnion = async (layout: StorageLayout, relativeDirectory: string, id: string): Promise<UnionProof> => {
  const relative = relativeDirectory.split('/').filter((part) => part !== '')
  if (relative.includes('..')) throw LINK_ON_THE_WAY(relativeDirectory)
  const probe: Probe = { layout, relative, name: `.mc-probe-${id}`, made: [] }
  try {
    try {
      const file = under(await reachFolder(probe), probe.name)
      await createEmpty(file)
      try {
        return await look(probe)
      } finally {
        await unlink(file)
      }
    } finally {
      await removeMade(probe.made)
    }
  } catch (thrown) {
    throw toFailure(thrown, layout.poolRoot)
  }
}
