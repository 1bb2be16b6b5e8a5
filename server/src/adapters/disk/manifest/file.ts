/** The manifest's file on a pool: read, appended to, replaced and removed, each durable before it counts. */
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rmdir, unlink } from 'node:fs/promises'
import { attempt } from '#adapters/disk/errno.ts'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { withDirectory, withName } from '#adapters/disk/pin.ts'
import type { Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'

const folder = '.mc'
const name = `${folder}/manifest.jsonl`
const { O_APPEND, O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_RDONLY, O_TRUNC, O_WRONLY } = constants

/** Where the manifest of a pool lies, for people. */
const manifestPath = (poolRoot: string): string => `${poolRoot}/${name}`

const at = (poolRoot: string, path: string): Spot => ({ root: poolRoot, path })

/** Tells whether a file is still what it was when it was last read or written here. */
const stampOf = async (file: FileHandle): Promise<string> => {
  const { ino, size, mtimeNs } = await file.stat({ bigint: true })
  return `${ino} ${size} ${mtimeNs}`
}

const unlessAbsent = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await act()
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return undefined
    throw thrown
  }
}

const opened = <T>(spot: Spot, flags: number, use: (file: FileHandle) => Promise<T>): Promise<T> =>
  withName(spot, async (pinned) => {
    const file = await open(pinned.at, flags | O_NOFOLLOW, 0o644)
    try {
      return await use(file)
    } finally {
      await file.close()
    }
  })

/** The text with its stamp; undefined when there is none. */
export const readManifest = (
  poolRoot: string
): Promise<{ readonly text: string; readonly stamp: string } | undefined> =>
  attempt({ verb: 'read the manifest', path: manifestPath(poolRoot) }, () =>
    unlessAbsent(() =>
      opened(at(poolRoot, name), O_RDONLY, async (file) => ({
        stamp: await stampOf(file),
        text: await file.readFile('utf8')
      }))
    )
  )

/** The stamp alone; undefined when there is no manifest. */
export const stampManifest = (poolRoot: string): Promise<string | undefined> =>
  attempt({ verb: 'look at the manifest', path: manifestPath(poolRoot) }, () =>
    unlessAbsent(() => opened(at(poolRoot, name), O_RDONLY, stampOf))
  )

const writing = <T>(poolRoot: string, act: () => Promise<T>): Promise<T> =>
  attempt({ verb: 'write the manifest', path: manifestPath(poolRoot) }, act)

const put = async (file: FileHandle, text: string): Promise<string> => {
  await file.appendFile(text)
  // An error here is final: a second fsync would report success although the bytes are lost.
  await file.sync()
  return await stampOf(file)
}

/** Appends to a manifest that is there. Gives back its stamp. */
export const appendManifest = (poolRoot: string, text: string): Promise<string> =>
  writing(poolRoot, () => opened(at(poolRoot, name), O_WRONLY | O_APPEND, (file) => put(file, text)))

const syncFolder = (spot: Spot): Promise<void> =>
  withDirectory(spot, async (pinned) => {
    const directory = await open(`/proc/self/fd/${pinned.fd}`, O_RDONLY | O_DIRECTORY)
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  })

const makeFolder = async (poolRoot: string): Promise<void> => {
  try {
    await withName(at(poolRoot, folder), (pinned) => mkdir(pinned.at, 0o755))
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') return
    throw thrown
  }
  await syncFolder(at(poolRoot, ''))
}

/** Writes the whole manifest anew, so that a reader finds the old one or the new one. Gives back its stamp. */
export const replaceManifest = (poolRoot: string, text: string): Promise<string> =>
  writing(poolRoot, async () => {
    await makeFolder(poolRoot)
    const fresh = at(poolRoot, `${name}.new`)
    const stamp = await opened(fresh, O_WRONLY | O_CREAT | O_TRUNC, (file) => put(file, text))
    await withName(fresh, (from) => withName(at(poolRoot, name), (to) => rename(from.at, to.at)))
    await syncFolder(at(poolRoot, folder))
    return stamp
  })

/** Takes the manifest and its folder away. A folder with something else in it stays. */
export const removeManifest = (poolRoot: string): Promise<void> =>
  writing(poolRoot, async () => {
    for (const file of [name, `${name}.new`]) {
      await unlessAbsent(() => withName(at(poolRoot, file), (pinned) => unlink(pinned.at)))
    }
    try {
      await withName(at(poolRoot, folder), (pinned) => rmdir(pinned.at))
    } catch (thrown) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errnoOf(thrown))) throw thrown
    }
    await syncFolder(at(poolRoot, ''))
  })

/** Whether this is the pool that is meant. Nothing is ever written to another one, or to an empty mount point. */
export const isPool = async (poolRoot: string, inode: string): Promise<boolean> => {
  const found = await unlessAbsent(() => withDirectory(at(poolRoot, ''), (root) => root.stat({ bigint: true })))
  return found !== undefined && String(found.ino) === inode
}

/** Refuses a pool that is not the one that is meant. */
export const insistOnPool = async (poolRoot: string, inode: string): Promise<void> => {
  const same = await attempt({ verb: 'look at the pool', path: poolRoot }, () => isPool(poolRoot, inode))
  if (same) return
  throw new Failure('disk.gone', {
    sentence: `The manifest at ${manifestPath(poolRoot)} was not written: something else is mounted there.`,
    hint: 'Check that the pool is mounted.',
    retry: 'later'
  })
}
