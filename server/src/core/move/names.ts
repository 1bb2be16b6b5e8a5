/** The names that a move gives: temporary ones of fixed length, and the parked original's, which must fit into what the file system takes. */
import type { FileEntry } from './machine.ts'

/** What a parked original is called after its own name. Not a media extension, so that no media server indexes it. */
const backupSuffix = '.plexcached'

/** The copy while it is not complete. Leading dot: media servers and listings skip it; fixed length: a 255-byte name cannot overflow. */
export const tempName = (opId: string): string => `.mc-${opId}.part`

/** The link before it takes the original's name. */
export const linkName = (opId: string): string => `.mc-${opId}.link`

/** What a damaged copy is called while it waits for a person: no media extension, and unlike any other name. */
export const asideName = (name: string, opId: string): string => {
  const tail = `.${opId}.damaged`
  return `${cut(name, 255 - tail.length)}${tail}`
}

/** Whether a name was given by a move that is under way. */
export const isMoveName = (name: string): boolean => /^\.mc-[0-9a-f]{16}\.(?:part|link)$/u.test(name)

/** The directory part of a relative path; the empty text is the root itself. */
export const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The last component of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A relative path with another last component. */
export const sibling = (path: string, name: string): string => {
  const directory = directoryOf(path)
  return directory === '' ? name : `${directory}/${name}`
}

const bytesOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** Length in UTF-8. */
export const byteLength = (text: string): number => {
  let total = 0
  for (const character of text) total += bytesOf(character)
  return total
}

const cut = (text: string, limit: number): string => {
  let total = 0
  let kept = ''
  for (const character of text) {
    total += bytesOf(character)
    if (total > limit) return kept
    kept += character
  }
  return kept
}

/** FNV-1a over UTF-16 units, 8 hex digits: tells shortened names apart; the journal knows the true one. */
const shortHash = (text: string): string => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

const shortened = (name: string, limit: number): string => {
  const tail = `~${shortHash(name)}${backupSuffix}`
  return `${cut(name, limit - byteLength(tail))}${tail}`
}

/** Names for the parked original, best first: the plain one, and shortened to 255 and to 143 bytes (encrypted folders on some systems). */
export const backupNames = (name: string): readonly [string, ...string[]] => {
  const plain = `${name}${backupSuffix}`
  const rest = [255, 143].filter((limit) => byteLength(plain) > limit).map((limit) => shortened(name, limit))
  const [first, ...others] = rest
  if (byteLength(plain) <= 255 || first === undefined) return [plain, ...rest]
  return [first, ...others]
}

type Named = Pick<FileEntry, 'path' | 'backupName' | 'homePath' | 'parkedPath'>

/** The original's name below its root. */
export const homePathOf = ({ path, homePath }: Pick<Named, 'path' | 'homePath'>): string => homePath ?? path

/** The parked original's name below its root. */
export const parkedPathOf = ({ path, backupName, parkedPath }: Omit<Named, 'homePath'>): string =>
  parkedPath ?? sibling(path, backupName)
