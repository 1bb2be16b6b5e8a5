/** Where files of the library are looked for: which mounts there are, which may hold the library, and which never do. Decides on the mount table alone. */
import { volatileBecause } from '#core/resolve/layout-checks.ts'
import { isBelow } from '#core/resolve/path-map.ts'

/** One line of the mount table, as far as it matters here. */
export interface SeenMount {
  readonly mountPoint: string
  /** Type as the mount table names it. */
  readonly fileSystem: string
}

/**
 * What may become of a folder found there. usable: it lies below REAL_SOURCE or an additional library; outside: on another mount, where nothing is moved; volatile: in memory or in the
 * container's own file system, where files are lost.
 */
export type Standing = 'usable' | 'outside' | 'volatile'

/** One place that is searched, without what is mounted below it. */
export interface Ground {
  readonly root: string
  readonly fileSystem: string
  readonly standing: Standing
}

/** What is known of the layout. */
export interface KnownRoots {
  readonly shareRoot: string
  /** ADDITIONAL_SOURCES. */
  readonly sources?: readonly string[]
  /** CACHE_DIR and CACHE_DESTINATION: what lies there are copies. */
  readonly pools: readonly string[]
  /** The disks behind the merged view: what lies there is seen through REAL_SOURCE. */
  readonly branches: readonly string[]
  /** ALLOW_VOLATILE_POOL: for trying things out. */
  readonly allowVolatile: boolean
}

/** What the kernel, and desktops, show as files. */
const machinery =
  /^(?:proc|sysfs|cgroup2?|devpts|devtmpfs|mqueue|securityfs|debugfs|tracefs|fusectl|configfs|bpf|pstore|binfmt_misc|autofs|hugetlbfs|nsfs|rpc_pipefs|efivarfs|selinuxfs|squashfs|fuse\.(?:gvfsd-fuse|portal|lxcfs))$/u
const ofTheSystem = ['/proc', '/sys', '/dev', '/run', '/boot', '/etc', '/usr', '/var/lib/docker']

/** The last mount at a place hides those before it. */
const visible = (mounts: readonly SeenMount[]): readonly SeenMount[] => [
  ...new Map(mounts.map((mount) => [mount.mountPoint, mount])).values()
]

/** The type of the file system that a path lies on. */
const fileSystemAt = (mounts: readonly SeenMount[], path: string): string =>
  visible(mounts)
    .filter(({ mountPoint }) => isBelow(path, mountPoint))
    .toSorted((a, b) => b.mountPoint.length - a.mountPoint.length)[0]?.fileSystem ?? 'unknown'

/**
 * The grounds, in the order in which they are searched: REAL_SOURCE and what is mounted below it first, because nothing else has to be touched when all is found
 * there. The pool and the disks behind a merged view are never searched.
 */
export const groundsOf = (mounts: readonly SeenMount[], known: KnownRoots): readonly Ground[] => {
  const standingOf = (path: string, fileSystem: string): Standing => {
    if (volatileBecause(fileSystem) !== undefined && !known.allowVolatile) return 'volatile'
    const libraries = [known.shareRoot, ...(known.sources ?? [])]
    return libraries.some((root) => isBelow(path, root)) ? 'usable' : 'outside'
  }
  const never = [...known.pools, ...known.branches.filter((branch) => branch !== known.shareRoot), ...ofTheSystem]
  const share = { mountPoint: known.shareRoot, fileSystem: fileSystemAt(mounts, known.shareRoot) }
  const others = visible(mounts)
    .filter(({ mountPoint, fileSystem }) => mountPoint !== known.shareRoot && !machinery.test(fileSystem))
    .filter(({ mountPoint }) => !never.some((root) => isBelow(mountPoint, root)))
  const order = (ground: Ground): number => (isBelow(ground.root, known.shareRoot) ? 0 : 1)
  return [share, ...others]
    .map(({ mountPoint, fileSystem }) => ({
      root: mountPoint,
      fileSystem,
      standing: standingOf(mountPoint, fileSystem)
    }))
    .toSorted((a, b) => order(a) - order(b))
}

const hidden = /^(?:\.|@eaDir$|#recycle$|#snapshot$|lost\+found$|\$RECYCLE\.BIN$|System Volume Information$)/u
const ofTheMachine = 'bin boot dev etc lib lib32 lib64 proc run sbin snap sys tmp usr'
  .split(' ')
  .map((name) => `/${name}`)

/** Whether a folder below a ground is searched: nothing that is mounted below it (a ground of its own), not the pool, nothing hidden. */
export const isSearched = (
  path: string,
  where: { readonly ground: Pick<Ground, 'root'>; readonly mounts: readonly SeenMount[]; readonly known: KnownRoots }
): boolean => {
  const { root } = where.ground
  const { shareRoot, pools, branches } = where.known
  const ofOthers = [shareRoot, ...where.mounts.map(({ mountPoint }) => mountPoint)].filter(
    (other) => other !== root && isBelow(other, root)
  )
  const never = [...pools, ...branches].filter((other) => other !== shareRoot)
  if (hidden.test(path.slice(path.lastIndexOf('/') + 1))) return false
  if (root === '/' && ofTheMachine.some((folder) => isBelow(path, folder))) return false
  return ![...ofOthers, ...never].some((other) => isBelow(path, other))
}

/** The folders that would have the location's name, or the end of it, below a root: the longest first. `/data/media/Films` gives `data/media/Films`, `media/Films`, `Films`. */
export const namesakes = (location: string): readonly string[] => {
  const parts = location
    .replace(/^[a-z]:/iu, '')
    .split(/[\\/]/u)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  return parts.map((_, at) => parts.slice(at).join('/'))
}
