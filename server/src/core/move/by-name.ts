/** What names alone tell of cached files: a parked original beside a free name or a link, and a link into the pool. Pure. */
import { backupNames, directoryOf, nameOf, sibling } from './names.ts'

const suffix = '.plexcached'

/** Whether a name may be that of a parked original. */
export const isParkedName = (name: string): boolean => name.endsWith(suffix) && name.length > suffix.length

/** What was found in one folder of the array. Paths are relative to the root. */
export interface FolderNames {
  readonly parked: readonly string[]
  /** Links with their texts. */
  readonly links: readonly { readonly path: string; readonly text: string }[]
}

/** A file that its names give away. `backupName` is undefined where nothing is parked. */
export interface NamedFile {
  readonly path: string
  readonly backupName: string | undefined
  readonly linkText: string | undefined
}

const parkedOf = (path: string, parked: readonly string[]): string | undefined => {
  const names = backupNames(nameOf(path)).map((name) => sibling(path, name))
  return parked.find((candidate) => names.includes(candidate))
}

/** A name that was shortened to fit does not tell what it was called. */
const isShortened = (name: string): boolean => /~[0-9a-f]{8}\.plexcached$/u.test(name)

/** Every file that the names tell of; and parked originals whose own name cannot be known. */
export const readNames = ({
  parked,
  links
}: FolderNames): { readonly files: readonly NamedFile[]; readonly nameless: readonly string[] } => {
  const linked = links.map(({ path, text }): NamedFile => {
    const backup = parkedOf(path, parked)
    return { path, linkText: text, backupName: backup === undefined ? undefined : nameOf(backup) }
  })
  const taken = new Set(linked.map(({ path, backupName }) => backupName && sibling(path, backupName)))
  const alone = parked.filter((path) => !taken.has(path))
  const files = alone
    .filter((path) => !isShortened(path))
    .map(
      (path): NamedFile => ({
        path: path.slice(0, -suffix.length),
        backupName: nameOf(path),
        linkText: undefined
      })
    )
  return { files: [...linked, ...files], nameless: alone.filter(isShortened) }
}

/** The path below the pool that a link leads to, or undefined when it leads elsewhere. */
export const leadsTo = (text: string, linkRoot: string): string | undefined =>
  text.startsWith(`${linkRoot}/`) && !directoryOf(text).split('/').includes('..')
    ? text.slice(linkRoot.length + 1)
    : undefined
