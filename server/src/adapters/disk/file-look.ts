/** Looks at one file below a root without following any link on the way, and at the names beside it. Changes nothing. */
import { Buffer } from 'node:buffer'
import type { Dirent, Stats } from 'node:fs'
import { constants, lstat, open, readdir, readlink } from 'node:fs/promises'
import { under } from '#core/resolve/path-map.ts'
import { isSubtitleFolderName, type Neighbourhood } from '#core/resolve/sidecars.ts'
import { errnoOf, isAbsent } from './errno-words.ts'
import type { AskDisk } from './patience/ask-disk.ts'

/** What lies at a relative path below a root. */
export type FileLook =
  | { readonly kind: 'found'; readonly path: string; readonly relative: string; readonly stats: Stats }
  | { readonly kind: 'absent' }
  /** A folder on the way is a link: nothing behind it is looked at. */
  | { readonly kind: 'detour'; readonly path: string }
  | { readonly kind: 'failed'; readonly path: string; readonly code: string }

const isPlain = (name: string): boolean => /^[\x20-\x7e]*$/u.test(name)

/** The entry that is the same name in another Unicode form. Only for names that have more than one form. */
const sameNameIn = async (folder: string, name: string): Promise<string | undefined> => {
  if (isPlain(name)) return undefined
  const wanted = name.normalize('NFC')
  return (await readdir(folder)).find((entry) => entry.normalize('NFC') === wanted)
}

const step = async (
  folder: string,
  name: string
): Promise<{ readonly name: string; readonly stats: Stats } | undefined> => {
  try {
    return { name, stats: await lstat(under(folder, name)) }
  } catch (thrown) {
    if (!isAbsent(errnoOf(thrown))) throw thrown
    const other = await sameNameIn(folder, name)
    return other === undefined || other === name ? undefined : { name: other, stats: await lstat(under(folder, other)) }
  }
}

interface Walk {
  readonly at: string
  readonly walked: readonly string[]
  readonly left: readonly string[]
}

const walk = async ({ at, walked, left }: Walk): Promise<FileLook> => {
  const [part, ...rest] = left
  const next = part === undefined ? undefined : await step(at, part)
  if (next === undefined) return { kind: 'absent' }
  const path = under(at, next.name)
  const names = [...walked, next.name]
  if (rest.length === 0) return { kind: 'found', path, relative: names.join('/'), stats: next.stats }
  if (next.stats.isSymbolicLink()) return { kind: 'detour', path }
  return next.stats.isDirectory() ? walk({ at: path, walked: names, left: rest }) : { kind: 'absent' }
}

/** Walks the components below `root` one by one; exact bytes first, then the same name in another Unicode form. */
export const lookAtFile = async (ask: AskDisk, root: string, relative: string): Promise<FileLook> => {
  try {
    return await ask(root, () => walk({ at: root, walked: [], left: relative.split('/') }))
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (code === 'unknown') throw thrown
    return isAbsent(code) ? { kind: 'absent' } : { kind: 'failed', path: under(root, relative), code }
  }
}

/** The error code that opening the file for reading meets, or undefined. Neither follows a link nor waits for a pipe. */
export const readTrouble = async (path: string): Promise<string | undefined> => {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    await file.close()
    return undefined
  } catch (thrown) {
    return errnoOf(thrown)
  }
}

/** Where a link leads, as its text says; empty when it cannot be read. */
export const linkText = async (path: string): Promise<string> => {
  try {
    return await readlink(path)
  } catch {
    return ''
  }
}

/** The names beside a video, and those that are no text. */
export interface FolderLook extends Neighbourhood {
  /** Names that are not UTF-8, with a mark in place of what cannot be shown. They cannot be handled by name, so they are never touched. */
  readonly unreadable: readonly string[]
}

type Entry = Dirent<Buffer>

const isText = (name: Buffer): boolean => Buffer.from(name.toString('utf8'), 'utf8').equals(name)

const plainFiles = (entries: readonly Entry[]): readonly string[] =>
  entries.filter((entry) => entry.isFile() && isText(entry.name)).map((entry) => entry.name.toString('utf8'))

const list = (folder: string): Promise<Entry[]> => readdir(folder, { withFileTypes: true, encoding: 'buffer' })

/** Lists a folder once, and its subtitle folders. Links and anything but plain files are left out. Throws the system's error. */
export const lookAround = async (folder: string): Promise<FolderLook> => {
  const entries = await list(folder)
  const names = entries
    .filter((entry) => entry.isDirectory() && isText(entry.name))
    .map((entry) => entry.name.toString('utf8'))
    .filter(isSubtitleFolderName)
  const subtitleFolders = []
  for (const name of names) subtitleFolders.push({ name, files: plainFiles(await list(under(folder, name))) })
  const unreadable = entries.filter((entry) => !isText(entry.name)).map((entry) => entry.name.toString('utf8'))
  return { files: plainFiles(entries), subtitleFolders, unreadable }
}
