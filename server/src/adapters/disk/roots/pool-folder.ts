/** Folders that a question on the pool needs: made like those on the array where they are missing, and taken away again. */
import type { Stats } from 'node:fs'
import { chmod, chown, lstat, mkdir, rmdir, stat } from 'node:fs/promises'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { under } from '#core/resolve/path-map.ts'
import { Failure } from '#src/failure.ts'
import { lies } from './lies.ts'

/** The storage, and how its disks are asked. */
interface Storage {
  readonly layout: StorageLayout
  readonly ask: AskDisk
}

/** A folder of the array. */
interface Model {
  readonly root: string
  readonly path: string
}

const folderAt = async (path: string): Promise<Stats | undefined> => ((await lies(path)) ? await stat(path) : undefined)

/** Takes owner and mode from the folder on the array, because the view may show the pool's folder in its place meanwhile. */
const makeLike = async (path: string, models: readonly Model[], ask: AskDisk): Promise<void> => {
  await mkdir(path, 0o755)
  for (const model of models) {
    const found = await ask(model.root, () => folderAt(model.path))
    if (found === undefined) continue
    const { mode, uid, gid } = found
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

/** The components of a folder relative to the roots. Throws Failure `disk.escape` when it leads out of them. */
export const wayOf = (relativeDirectory: string): readonly string[] => {
  const way = relativeDirectory.split('/').filter((part) => part !== '')
  if (way.includes('..')) throw LINK_ON_THE_WAY(relativeDirectory)
  return way
}

interface Way extends Storage {
  readonly way: readonly string[]
  /** Folders made, outermost first. */
  readonly made: string[]
}

/** Makes the folders that the pool lacks, each noted before the next; answers the innermost. */
const reach = async ({ layout, ask, way, made }: Way): Promise<string> => {
  let folder: string = layout.poolRoot
  const models = layout.arrayRoots.filter((root) => layout.gates?.get(root)?.touch === undefined)
  for (const [index, part] of way.entries()) {
    folder = under(folder, part)
    if (await lies(folder)) {
      if (!(await lstat(folder)).isDirectory()) throw LINK_ON_THE_WAY(folder)
      continue
    }
    const same = way.slice(0, index + 1).join('/')
    await makeLike(
      folder,
      models.map((root) => ({ root, path: under(root, same) })),
      ask
    )
    made.push(folder)
  }
  return folder
}

/** One that somebody filled meanwhile stays. */
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

/** Gives the pool's folder of that way to `use`; folders made for it are gone afterwards. */
export const withPoolFolder = async <T>(
  storage: Storage,
  way: readonly string[],
  use: (folder: string) => Promise<T>
): Promise<T> => {
  const made: string[] = []
  try {
    return await use(await reach({ ...storage, way, made }))
  } finally {
    await removeMade(made)
  }
}
