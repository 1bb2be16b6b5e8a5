/** All lines for the files that we own: one for each, or for their directories when there are too many for one command line. */
import { directoryLine, fileLine, serviceLines } from './line.ts'

/** What the reader of the list can take. */
interface Limits {
  readonly entries: number
  readonly bytes: number
}

/**
 * All lines of a share become one command: 2 MiB is what Linux takes, and the list's owner has lines as well. The plugin measures the size
 * of what each line names, so that thousands are slow.
 */
const usual: Limits = { entries: 5000, bytes: 1_200_000 }

/** What a line costs in the command besides itself: `-not -path ""`, with room for escapes. */
const wrapping = 20

type Kind = 'file' | 'directory'

const depthOf = (path: string): number => path.split('/').length

/** `/mnt/<pool>/<share>`: the plugin takes lines share by share, and moves no file that lies in none. */
const shareDepth = 4
const shareOf = (path: string): string | undefined => {
  const parts = path.split('/')
  return parts.length > shareDepth ? parts.slice(0, shareDepth).join('/') : undefined
}

const bytesOf = (line: string): number => {
  let bytes = wrapping
  // Three bytes for everything beyond ASCII is as much as UTF-8 ever takes for a unit of the text.
  for (let index = 0; index < line.length; index += 1) bytes += line.charCodeAt(index) < 0x80 ? 1 : 3
  return bytes
}

/** The ancestors of this depth that hold more than one entry, those with most first. */
const crowded = (entries: Iterable<string>, depth: number): readonly (readonly [string, readonly string[]])[] => {
  const groups = new Map<string, string[]>()
  for (const path of entries) {
    const parts = path.split('/')
    if (parts.length <= depth) continue
    const directory = parts.slice(0, depth).join('/')
    const group = groups.get(directory)
    if (group === undefined) groups.set(directory, [path])
    else group.push(path)
  }
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .toSorted(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1))
}

/** Entries with what they take in all. */
const createEntries = (paths: readonly string[], limits: Limits) => {
  const kinds = new Map<string, Kind>()
  let bytes = 0
  const add = (path: string, kind: Kind): void => {
    kinds.set(path, kind)
    bytes += bytesOf(path)
  }
  for (const path of new Set(paths)) add(path, 'file')
  return {
    kinds,
    fit: (): boolean => kinds.size <= limits.entries && bytes <= limits.bytes,
    collapse: (directory: string, group: readonly string[]): void => {
      for (const path of group) {
        kinds.delete(path)
        bytes -= bytesOf(path)
      }
      add(directory, 'directory')
    }
  }
}

/**
 * Puts directories in the place of what lies in them until the limits hold: the deepest and fullest first, so that as little as possible is
 * covered that is not ours. Never the root itself: a pool whose mover moves nothing is not what anybody asked for.
 */
const collapse = (paths: readonly string[], root: string, limits: Limits): ReadonlyMap<string, Kind> => {
  const entries = createEntries(paths, limits)
  const deepest = paths.reduce((most, path) => Math.max(most, depthOf(path) - 1), 0)
  for (let depth = deepest; depth > depthOf(root) && !entries.fit(); depth -= 1) {
    for (const [directory, group] of crowded(entries.kinds.keys(), depth)) {
      if (entries.fit()) break
      entries.collapse(directory, group)
    }
  }
  return entries.kinds
}

const lineOf = ([path, kind]: readonly [string, Kind]): string =>
  kind === 'file' ? fileLine(path) : directoryLine(path)

/**
 * The lines for files at these absolute paths of the host, sorted, each once. None when there are no files.
 *
 * @param root the pool's root as the host sees it; every path lies below it
 */
export const moverLines = (paths: readonly string[], root: string, limits: Limits = usual): readonly string[] => {
  const entries = collapse(paths, root, limits)
  const shares = new Set(paths.map(shareOf).filter((share) => share !== undefined))
  const lines = [...[...shares].flatMap(serviceLines), ...[...entries].map(lineOf)]
  return [...new Set(lines)].toSorted()
}
