/** The reference: what others wrote and deleted, told by them alone, and what must follow from it at every instant. It knows nothing of how the engine works. */

import type { Mode } from '#core/model/unit.ts'
import { isMoveName, nameOf } from '#core/move/names.ts'
import type { FileNode, MemoryDisk, Node, Side } from './memory-disk.ts'

/** What is true of one film or subtitle. */
export interface FileTruth {
  readonly path: string
  /** Versions that somebody wrote and nobody wrote over or deleted. */
  readonly owed: Set<string>
  /** Every version that was ever whole. */
  readonly known: Set<string>
  /** Somebody deleted it, and nothing was seen of it then. */
  gone: boolean
  /** Somebody took the copy away below a link: the film was not deleted, and cannot be seen before it is put back. */
  cut: boolean
  /** What lay on the pool when somebody deleted it there, until somebody writes again. */
  lastCopy: string | undefined
  /** Somebody else did something to it. */
  touched: boolean
  readonly before: Pick<FileNode, 'inode' | 'version' | 'sizeBytes' | 'modifiedNs' | 'attributes'>
}

/** Where a file may lie for good. */
export const parkedName = (path: string): string => `${path}.plexcached`

/** What the observer needs to know of the world. */
export interface Watched {
  readonly disk: MemoryDisk
  readonly array: Side
  readonly pool: Side
  readonly mode: Mode
  readonly truths: readonly FileTruth[]
}

/** What the name that Plex knows leads to. */
export const seenNode = (
  { array, pool, mode }: Pick<Watched, 'array' | 'pool' | 'mode'>,
  path: string
): Node | undefined => {
  const first = mode.presentation === 'union' ? pool.names.get(path) : undefined
  const node = first ?? array.names.get(path)
  if (node?.kind !== 'link') return node
  return node.text === `${pool.root}/${path}` ? pool.names.get(path) : undefined
}

const holds = (side: Side, version: string): boolean =>
  [...side.names].some(
    ([name, node]) => node.kind === 'file' && node.whole && node.version === version && !isMoveName(nameOf(name))
  )

/** Whether a version lies somewhere under a name that lasts, mounted or not. */
export const isKept = ({ array, pool }: Pick<Watched, 'array' | 'pool'>, version: string): boolean =>
  holds(array, version) || holds(pool, version)

/** What Plex finds, and what it must not find again. */
const sightFaults = (watched: Watched, { path, known, gone, cut }: FileTruth): readonly string[] => {
  const { presentation, original } = watched.mode
  const node = seenNode(watched, path)
  if (gone) return node === undefined ? [] : [`I6: ${path} was deleted and is back`]
  if ((cut && node === undefined) || (presentation === 'bare' && original === 'remove')) return []
  if (node?.kind === 'file' && node.whole && known.has(node.version)) return []
  return [`I2: Plex finds ${node === undefined ? 'nothing' : 'no whole film'} under ${path}`]
}

const faultsOf = (watched: Watched, truth: FileTruth): readonly string[] => {
  const { path, owed } = truth
  const lost = [...owed]
    .filter((version) => !isKept(watched, version))
    .map((version) => `I1: ${version} of ${path} is under no name`)
  return watched.array.online && watched.pool.online ? [...lost, ...sightFaults(watched, truth)] : lost
}

/** I1, I2 and I6, right now. */
export const instantFaults = (watched: Watched): readonly string[] =>
  watched.truths.flatMap((truth) => faultsOf(watched, truth))

const nodesHome = ({ mode, array }: Watched, path: string): readonly [string, Node | undefined][] => {
  const parked = mode.original === 'backup'
  const node = array.names.get(parked ? parkedName(path) : path)
  return mode.original === 'remove' ? [] : [[parked ? 'parked' : 'kept', node]]
}

const cachedFaults = (watched: Watched, { path, before }: FileTruth): readonly string[] => {
  const { mode, array, pool } = watched
  const found: string[] = []
  const copy = pool.names.get(path)
  if (copy?.kind !== 'file' || !copy.whole || copy.version !== before.version) {
    found.push(`I3: ${path} is owned, and the pool has no whole copy`)
  }
  for (const [what, node] of nodesHome(watched, path)) {
    if (node?.inode !== before.inode) found.push(`I5: ${path} is not ${what} under its own inode`)
  }
  const home = array.names.get(path)
  if (mode.presentation === 'symlink' && home?.kind !== 'link') found.push(`I3: ${path} is owned and no link`)
  if (mode.presentation !== 'symlink' && mode.original !== 'keep' && home !== undefined) {
    found.push(`I3: ${path} is owned, and something lies at home`)
  }
  return found
}

const homeFaults = ({ mode, array, pool }: Watched, { path, before }: FileTruth): readonly string[] => {
  const home = array.names.get(path)
  if (home?.kind !== 'file') return [`I3: ${path} is not owned and not at home`]
  const found: string[] = []
  if (pool.names.has(path)) found.push(`I3: ${path} is not owned and on the pool`)
  if (array.names.has(parkedName(path))) found.push(`I3: ${path} is not owned and parked`)
  const same = (['version', 'sizeBytes', 'modifiedNs', 'attributes'] as const).every((key) => home[key] === before[key])
  if (!same || !home.whole) found.push(`I5: ${path} is not what it was`)
  if (mode.original !== 'remove' && home.inode !== before.inode) found.push(`I5: ${path} is another inode`)
  return found
}

/** Folders on the pool under which nothing of ours lies. */
export const emptyFolders = ({ pool }: Pick<Watched, 'pool'>, owned: ReadonlySet<string>): readonly string[] =>
  [...pool.names]
    .filter(([name, { kind }]) => kind === 'directory' && ![...owned].some((path) => path.startsWith(`${name}/`)))
    .map(([name]) => `I3: the folder ${name} is left on the pool`)

/** I3 and I5 name by name, for everything that nobody else touched. */
export const settledFaults = (watched: Watched, owned: ReadonlySet<string>): readonly string[] => {
  const left = watched.disk.sides.flatMap(({ names }) => [...names.keys()].filter((name) => isMoveName(nameOf(name))))
  return [
    ...left.map((name) => `I3: ${name} is left`),
    ...watched.truths
      .filter(({ touched }) => !touched)
      .flatMap((truth) => (owned.has(truth.path) ? cachedFaults(watched, truth) : homeFaults(watched, truth)))
  ]
}
