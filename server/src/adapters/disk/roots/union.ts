/** Finds out whether a library's root is a merged view, which physical branches lie behind it, and whether the pool is one of them. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { insideOf, type MountTable, mountOf } from '#adapters/disk/mountinfo.ts'
import type { Situation } from '#core/model/layout.ts'
import { isMergedView, volatileBecause } from '#core/resolve/layout-checks.ts'
import { isBelow, under } from '#core/resolve/path-map.ts'
import type { RootLook } from './look.ts'
import type { LibrarySetting } from './states.ts'

/** What was found out about the view. */
export interface UnionFinding {
  readonly situation: Situation
  /** Physical branches aligned with the share root, the pool's left out; whether they exist is not yet known. */
  readonly branches: readonly BranchFinding[]
  /** Why no branch can be named, with the remedy; undefined when there are branches or no union. */
  readonly hidden: string | undefined
  readonly warnings: readonly string[]
}

/** One aligned branch. */
export interface BranchFinding {
  readonly path: string
  /** The configured or found directory above it. Where that exists and the branch does not, the disk merely holds nothing of the share. */
  readonly base: string
}

/** What the search needs. */
export interface UnionQuestion {
  readonly share: RootLook
  readonly pool: RootLook
  /** The setting that names the share. The folder of an additional library on the pool never has the share's own path. */
  readonly setting: LibrarySetting
  /** ARRAY_SOURCES. */
  readonly arraySources: readonly string[]
  readonly table: MountTable
  /** Reads one extended attribute; replaced in tests. */
  readonly readAttribute: ReadAttribute
}

/** The value of an extended attribute, or why there is none. */
export type ReadAttribute = (
  path: string,
  name: string
) => Promise<{ readonly value: string } | { readonly trouble: string }>

const run = promisify(execFile)

/** Reads an extended attribute with the program getfattr, because Node has no call for it. */
export const readAttribute: ReadAttribute = async (path, name) => {
  try {
    const { stdout } = await run('getfattr', ['-n', name, '--only-values', '--absolute-names', path], {
      timeout: 10_000
    })
    return { value: stdout }
  } catch (thrown) {
    const missing = errnoOf(thrown) === 'ENOENT'
    return {
      trouble: missing
        ? 'the program getfattr (package attr) is not installed here'
        : `getfattr cannot read ${name} of ${path}`
    }
  }
}

/** Parses `user.mergerfs.branches`: `/a=RW:/b=NC,4G`. */
export const parseBranches = (value: string): readonly string[] =>
  value
    .trim()
    .split(':')
    .map((branch) => branch.replace(/=(?:RW|RO|NC)(?:,[^:]*)?$/u, ''))
    .filter((branch) => branch.startsWith('/'))

const NOT_POOLS = /^(?:user0?|disks|remotes|addons|rootshare|disk\d+)$/u

/** Whether a destination is the same directory of an Unraid pool as the share's is of the view: `/mnt/cache/media` for `/media`. */
export const isAlignedUnraidPool = (destination: string, insideView: string): boolean => {
  const [, name, rest] = /^\/mnt\/([^/]+)(\/.*)?$/u.exec(destination) ?? []
  return name !== undefined && !NOT_POOLS.test(name) && (rest ?? '/') === insideView
}

const align = (base: string, insideView: string): string =>
  insideView === '/' ? base : under(base, insideView.slice(1))

const isPool = (path: string, pool: RootLook): boolean => path === pool.real || path === pool.path

/** The pool is part of the view, but not at the same relative path: its files also show up elsewhere below the share. */
const misaligned = (pool: RootLook, share: RootLook): string =>
  `Files in ${pool.path} (CACHE_DESTINATION) also show up below ${share.path} under another path, where Plex and the mover may find them a second time; let the destination match the library's path, or use a cache-only share or a mover exclusion for it.`

const plain = (share: RootLook): UnionFinding => ({
  situation: 'elsewhere',
  branches: [{ path: share.path, base: share.path }],
  hidden: undefined,
  warnings: []
})

const unraidDisks = (table: MountTable, insideView: string): readonly BranchFinding[] => {
  const numbers = table.flatMap(({ mountPoint }) => {
    const [, digits] = /^\/mnt\/disk(\d+)(?:\/|$)/u.exec(mountPoint) ?? []
    return digits === undefined ? [] : [Number(digits)]
  })
  return [...new Set(numbers)]
    .toSorted((a, b) => a - b)
    .map((number) => ({ base: `/mnt/disk${number}`, path: align(`/mnt/disk${number}`, insideView) }))
    .filter(({ base, path }) => {
      const mount = mountOf(table, path)
      return mount !== undefined && isBelow(mount.mountPoint, base) && volatileBecause(mount.fileSystem) === undefined
    })
}

const arrayOnlyView = (table: MountTable, insideView: string): readonly BranchFinding[] => {
  const path = align('/mnt/user0', insideView)
  const mount = mountOf(table, path)
  return mount !== undefined && isBelow(mount.mountPoint, '/mnt/user0') ? [{ base: path, path }] : []
}

const USER0 =
  'The array is reached through /mnt/user0, which Unraid may remove; map every /mnt/diskN or /mnt itself instead.'

/** Unraid shows every pool's folders; a destination at another relative path than the share's turns up there as a stranger. */
const strangeOnUnraid = (pool: RootLook, insideView: string): readonly string[] => {
  const [, name, rest] = /^\/mnt\/([^/]+)(\/.*)?$/u.exec(pool.path) ?? []
  if (name === undefined || NOT_POOLS.test(name)) return []
  return [
    `What is put into ${pool.path} (CACHE_DESTINATION) also shows up in Unraid's merged view as ${align('/mnt/user', rest ?? '/')}, where the mover may take it; with CACHE_DESTINATION set to ${align(`/mnt/${name}`, insideView)} the copies would appear at their own paths, without links.`
  ]
}

const onUnraid = ({ share, setting, pool, table }: UnionQuestion, insideView: string): UnionFinding => {
  const aligned = isAlignedUnraidPool(pool.path, insideView)
  const disks = unraidDisks(table, insideView)
  const branches = disks.length > 0 ? disks : arrayOnlyView(table, insideView)
  const warnings = [
    ...(disks.length === 0 && branches.length > 0 ? [USER0] : []),
    ...(aligned || setting === 'ADDITIONAL_SOURCES' ? [] : strangeOnUnraid(pool, insideView))
  ]
  const hidden =
    branches.length > 0
      ? undefined
      : `${share.path} (${setting}) merges array and pools, and no array disk is visible here; map /mnt to /mnt, or every /mnt/diskN, or name the array's paths in ARRAY_SOURCES.`
  return { situation: aligned ? 'union' : 'elsewhere', branches, hidden, warnings }
}

const mergerfsBranches = async (question: UnionQuestion, insideView: string): ReturnType<ReadAttribute> => {
  const { share } = question
  const mount = share.mount
  if (mount?.root === '/') {
    const answer = await question.readAttribute(under(mount.mountPoint, '.mergerfs'), 'user.mergerfs.branches')
    if ('trouble' in answer) return answer
    return {
      value: parseBranches(answer.value)
        .map((branch) => align(branch, insideView))
        .join('\0')
    }
  }
  return question.readAttribute(share.real, 'user.mergerfs.allpaths')
}

const behindMergerfs = async (question: UnionQuestion, insideView: string): Promise<UnionFinding> => {
  const { share, setting, pool } = question
  const answer = await mergerfsBranches(question, insideView)
  if ('trouble' in answer) {
    const hidden = `${share.path} (${setting}) is a mergerfs view whose branches are not known: ${answer.trouble}; name the array's paths in ARRAY_SOURCES.`
    return { situation: 'elsewhere', branches: [], hidden, warnings: [] }
  }
  const all = answer.value.split('\0').filter((path) => path !== '')
  const place = all.findIndex((path) => isPool(path, pool))
  const branches = all.filter((_, index) => index !== place).map((path) => ({ path, base: baseOf(path, insideView) }))
  const within =
    place < 0 && setting === 'REAL_SOURCE' && all.some((path) => isBelow(pool.real, baseOf(path, insideView)))
  const late = `${pool.path} (CACHE_DESTINATION) is not the first branch of the mergerfs view, so Plex may go on reading the array's copy; put it first in the list of branches.`
  return {
    situation: place < 0 ? 'elsewhere' : 'union',
    branches,
    hidden: branches.length > 0 ? undefined : `${share.path} (${setting}) has no branch beside the pool.`,
    warnings: [...(place > 0 ? [late] : []), ...(within ? [misaligned(pool, share)] : [])]
  }
}

const baseOf = (aligned: string, insideView: string): string =>
  insideView !== '/' && aligned.endsWith(insideView) ? aligned.slice(0, -insideView.length) || '/' : aligned

/** A configured array root is either aligned already (`/mnt/disk1/media`) or the disk itself (`/mnt/disk1`), seen through the mount table. */
const alignConfigured = (source: string, question: UnionQuestion, insideView: string): BranchFinding => {
  const mount = mountOf(question.table, source)
  const inside = mount === undefined ? source : insideOf(mount, source)
  const isAligned = source.endsWith(insideView) || inside.endsWith(insideView)
  return isAligned ? { path: source, base: source } : { path: align(source, insideView), base: source }
}

/** ARRAY_SOURCES says: REAL_SOURCE is a merged view of these and the pool. Only what is known of the view can contradict the pool's part in it. */
const configured = async (question: UnionQuestion, insideView: string): Promise<UnionFinding> => {
  const { share, arraySources } = question
  if (arraySources.every((source) => source === share.path || source === share.real)) return plain(share)
  if (!isMergedView(share.fileSystem)) {
    const branches = arraySources.map((path) => ({ path, base: path }))
    return { situation: 'union', branches, hidden: undefined, warnings: [] }
  }
  const branches = arraySources.map((source) => alignConfigured(source, question, insideView))
  const found = await detected(question, insideView)
  const unknown = found.hidden !== undefined && share.fileSystem !== 'fuse.shfs'
  return { ...found, situation: unknown ? 'union' : found.situation, branches, hidden: undefined }
}

const detected = async (question: UnionQuestion, insideView: string): Promise<UnionFinding> => {
  const { share, setting } = question
  if (share.fileSystem === 'fuse.shfs') return onUnraid(question, insideView)
  if (share.fileSystem === 'fuse.mergerfs') return behindMergerfs(question, insideView)
  const hidden = `${share.path} (${setting}) is a merged view (${share.fileSystem}) whose branches cannot be found out; name the array's paths in ARRAY_SOURCES.`
  return { situation: 'elsewhere', branches: [], hidden, warnings: [] }
}

/** Answers from the mount table and, for mergerfs, from its attributes. A guess that the pool is merged is proved before the first move. */
export const findUnion = async (question: UnionQuestion): Promise<UnionFinding> => {
  const { share, arraySources } = question
  const insideView = isMergedView(share.fileSystem) ? (share.inside ?? '/') : '/'
  if (arraySources.length > 0) return configured(question, insideView)
  return isMergedView(share.fileSystem) ? detected(question, insideView) : plain(share)
}
