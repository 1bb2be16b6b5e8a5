/** Reads one folder of a library: the names of its videos and of its folders. Follows no link. */
import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { isVideoName } from '#core/resolve/sidecars.ts'

/** Folders that hold no library: hidden ones, the waste bins and thumbnails of NAS systems, and what a repair of the disk left. */
const NO_LIBRARY = /^(?:\.|@eaDir$|#recycle$|#snapshot$|\$RECYCLE\.BIN$|lost\+found$)/u

/** A name as text, or undefined where its bytes are none: such a name could never be given back. */
const textOf = (name: Buffer): string | undefined => {
  const text = name.toString('utf8')
  return Buffer.from(text, 'utf8').equals(name) ? text : undefined
}

const isKnown = (entry: Dirent<Buffer>): boolean =>
  [
    entry.isFile(),
    entry.isDirectory(),
    entry.isSymbolicLink(),
    entry.isFIFO(),
    entry.isSocket(),
    entry.isBlockDevice(),
    entry.isCharacterDevice()
  ].includes(true)

type Kind = 'video' | 'folder' | 'other'

/** Some network shares do not say in a listing what a name is. */
const kindOf = async (folder: string, name: string, entry: Dirent<Buffer>): Promise<Kind> => {
  const facts = isKnown(entry) ? entry : await lstat(`${folder}/${name}`)
  if (facts.isDirectory()) return NO_LIBRARY.test(name) ? 'other' : 'folder'
  return facts.isFile() && isVideoName(name) ? 'video' : 'other'
}

/** Throws the system's error. */
export const readFolder = async (
  folder: string
): Promise<{ readonly names: readonly string[]; readonly folders: readonly string[] }> => {
  const found: Record<Kind, string[]> = { video: [], folder: [], other: [] }
  for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
    const name = textOf(entry.name)
    if (name !== undefined) found[await kindOf(folder, name, entry)].push(name)
  }
  return { names: found.video, folders: found.folder }
}
