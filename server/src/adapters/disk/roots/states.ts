/** Words a look at a root: its state, what is wrong with it, and what a person can do. Decides on the look alone. */

import { errnoWords, isAbsent } from '#adapters/disk/errno-words.ts'
import { isMergedView, overlapOf, volatileBecause } from '#core/resolve/layout-checks.ts'
import type { RootState } from '#ports/storage-host.ts'
import type { RootLook } from './look.ts'

/** share: the view that Plex reads; array: a directory that holds originals; pool: the destination. */
export type RootRole = 'share' | 'array' | 'pool'

/** The state of one root with what follows from it. */
export interface Finding {
  readonly look: RootLook
  readonly state: RootState['state']
  /** What is wrong and what helps, without the path; for online: what the root is. */
  readonly detail: string
  /** Whether files may still be brought home: a root refused only for new promotions does not hold those that are on it. */
  readonly allowsReturn: boolean
}

/** What may be tried out although it makes no sense for real use. */
export interface Leniency {
  readonly allowVolatilePool: boolean
  readonly allowSameFileSystem: boolean
}

/** The setting that names a library's root. */
export type LibrarySetting = 'REAL_SOURCE' | 'ADDITIONAL_SOURCES'

/** Where the root is named; `library` names the view or folder whose files these are. */
const settingOf = (role: RootRole, library: LibrarySetting): string => {
  if (role === 'pool') return 'CACHE_DESTINATION or CACHE_DIR'
  return role === 'array' && library === 'REAL_SOURCE' ? 'ARRAY_SOURCES or REAL_SOURCE' : library
}

const stop = (look: RootLook, state: RootState['state'], detail: string): Finding => ({
  look,
  state,
  detail,
  allowsReturn: false
})

/** A finding that lets nothing in, and lets files out or not. */
export const refused = (look: RootLook, detail: string, allowsReturn = false): Finding => ({
  look,
  state: 'refused',
  detail,
  allowsReturn
})

/** A root that is not what it was. */
export const unmounted = (look: RootLook, detail: string): Finding => stop(look, 'offline', detail)

const myself = (): string => `uid ${process.getuid?.() ?? 'unknown'}, gid ${process.getgid?.() ?? 'unknown'}`

const ownership = (): string =>
  `this program runs as ${myself()}; check the folder's owner and mode against PUID and PGID.`

const failedLook = (look: RootLook, setting: string): Finding => {
  const code = look.code ?? 'unknown'
  const remedy = `map it into the container or correct ${setting}.`
  if (code === 'silent') {
    return stop(look, 'offline', 'it did not answer in time, so a disk or a network share hangs; check the mount.')
  }
  if (isAbsent(code)) {
    const cause = look.isLink
      ? 'it is a link that leads nowhere here, as an exclusive Unraid share is when its pool is not mapped'
      : 'it does not exist here'
    return stop(look, 'offline', `${cause}; ${remedy}`)
  }
  if (code === 'EIO') {
    return stop(look, 'broken', `it cannot be reached: ${errnoWords(code)}; check its cable and its health.`)
  }
  return code === 'EACCES' || code === 'EPERM'
    ? refused(look, `it cannot be reached: ${errnoWords(code)}; ${ownership()}`)
    : stop(look, 'offline', `it cannot be reached: ${errnoWords(code)}; check the mount.`)
}

const unusable = (look: RootLook, role: RootRole, setting: string): Finding | undefined => {
  if (look.kind === 'failed') return failedLook(look, setting)
  if (look.kind === 'not-a-directory') return refused(look, `it is not a folder; correct ${setting}.`)
  if (!look.readable) return refused(look, `it cannot be read; ${ownership()}`)
  return role === 'pool' && isMergedView(look.fileSystem)
    ? refused(
        look,
        `it lies on a merged view (${look.fileSystem}), which is only ever read; set ${setting} to the pool's own path, such as /mnt/cache.`
      )
    : undefined
}

const unsafe = (
  look: RootLook,
  role: RootRole,
  { leniency, setting }: { readonly leniency: Leniency; readonly setting: string }
): Finding | undefined => {
  const volatile = role === 'share' ? undefined : volatileBecause(look.fileSystem)
  if (volatile === undefined || leniency.allowVolatilePool) return undefined
  const detail = `${volatile}; map a disk there or correct ${setting} (ALLOW_VOLATILE_POOL allows it for a trial).`
  return refused(look, detail, role === 'pool')
}

const fixed = (look: RootLook, role: RootRole): Finding | undefined => {
  if (role === 'share') return undefined
  if (look.readOnlyMount) return stop(look, 'read-only', 'it is mounted read-only; map it read-write.')
  return role === 'pool' && !look.writable
    ? stop(look, 'read-only', `nothing can be written there; ${ownership()}`)
    : undefined
}

/** The state that follows from the look at one root alone. */
export const stateOf = (
  look: RootLook,
  role: RootRole,
  { library = 'REAL_SOURCE', ...leniency }: Leniency & { readonly library?: LibrarySetting }
): Finding => {
  const setting = settingOf(role, library)
  return (
    unusable(look, role, setting) ??
    unsafe(look, role, { leniency, setting }) ??
    fixed(look, role) ?? {
      look,
      state: 'online',
      detail: look.mount === undefined ? look.fileSystem : `${look.fileSystem} on ${look.mount.source}.`,
      allowsReturn: true
    }
  )
}

const LIES = { same: 'is the same folder as', inside: 'lies inside', around: 'contains' } as const

/** Why the pool may not lie where it does in relation to another root, or undefined. */
export const overlapDetail = (pool: RootLook, other: RootLook, setting: string): string | undefined => {
  const byName = overlapOf(pool.path, other.path) ?? overlapOf(pool.real, other.real)
  if (byName === undefined) return undefined
  const link = other.isLink ? `, a link to ${other.real}, so that nothing of it is on the array` : ''
  return `it ${LIES[byName]} ${other.path} (${setting}${link}); a copy must lie outside of its original, so correct ${settingOf('pool', 'REAL_SOURCE')}.`
}

/** Why the pool and an array root are one directory under two names (a bind mount), or undefined. */
export const sameStorageDetail = (pool: RootLook, array: RootLook): string | undefined => {
  if (pool.mount === undefined || pool.mount.device !== array.mount?.device) return undefined
  const overlap = overlapOf(pool.inside ?? pool.real, array.inside ?? array.real)
  return overlap === undefined
    ? undefined
    : `it ${LIES[overlap]} ${array.path} under another name (a bind mount); a copy must lie outside of its original, so correct ${settingOf('pool', 'REAL_SOURCE')}.`
}

/** Why an additional library is another root, or a part of one, or holds one, by whatever name; undefined when they are apart. */
export const twiceDetail = (library: RootLook, other: RootLook): string | undefined => {
  const byName = overlapOf(library.path, other.path) ?? overlapOf(library.real, other.real)
  const bound =
    library.mount !== undefined && library.mount.device === other.mount?.device
      ? overlapOf(library.inside ?? library.real, other.inside ?? other.real)
      : undefined
  const overlap = byName ?? bound
  if (overlap === undefined) return undefined
  const how = byName === undefined ? ' under another name (a bind mount)' : ''
  return `it ${LIES[overlap]} ${other.path}${how}, so that its files would have two places; take it out of ADDITIONAL_SOURCES.`
}

const zfsPoolOf = (look: RootLook): string | undefined =>
  look.fileSystem === 'zfs' ? look.mount?.source.split('/')[0] : undefined

/** Whether two roots share the space of one file system, so that nothing is gained. ZFS data sets of one pool and btrfs subvolumes do. */
export const isSameFileSystem = (a: RootLook, b: RootLook): boolean => {
  const zfs = zfsPoolOf(a)
  if (a.device !== undefined && a.device === b.device) return true
  if (a.mount !== undefined && a.mount.device === b.mount?.device) return true
  return zfs !== undefined && zfs === zfsPoolOf(b)
}

/** The state as the port tells it. */
export const toRootState = ({ look, state, detail }: Finding): RootState => ({
  path: look.path,
  state,
  sentence: `${look.path}: ${detail}`,
  fileSystem: look.fileSystem,
  freeBytes: look.freeBytes
})
